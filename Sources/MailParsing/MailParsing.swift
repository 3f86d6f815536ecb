// MailParsing
