// MailArchives
