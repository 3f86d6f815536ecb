/// All signals that judgement knows.
public enum SignalCatalogue {
  /// Signals seen on single messages, in the order in which they are looked for.
  static let rules: [any SignalRule.Type] = [
    KnownNameNewAddress.self, KnownMailboxNewDomain.self, SeveralNames.self, UnlikeNamedClient.self,
    UnlikeNamedOrigin.self, LookAlikeOfParticipant.self,
    LookAlikeDomain.self, LookAlikeRecipient.self, NameShowsOtherAddress.self,
    ReplyToDiverted.self, ReturnPathDiverted.self, SignedByAnother.self,
    NewClient.self, NewMessageIDForm.self, NewWritingHabit.self, NewEncoding.self, NewLanguageSetting.self,
    MissingThreadIndex.self,
    NewOrigin.self, NewZone.self, NewClientAndOrigin.self, ForgedInternalAuthentication.self, UnsignedAgainstHabit.self,
    UnsealedAgainstHabit.self, BurstOfBounces.self,
    AbsentFromSent.self, SentCopyThrownAway.self, SentByAnother.self,
    ReplyWithoutReferences.self, DormantThreadRevived.self, QuoteWithoutAncestor.self, RepeatedReplyPrefix.self,
    ThreadIndexBroken.self, AuthorNewToThread.self, AlteredBankDetails.self, AlteredAmount.self, AlteredAddress.self,
    AlteredLink.self, AncestorOmitted.self, RecipientsGathered.self, OffTopicReply.self, LanguageDiffers.self,
    PassedOver.self, WarnedByReader.self,
    NewLinkDomain.self, CampaignLinkPath.self, LinkToArchive.self, LinkToAddress.self, MisleadingLinkText.self,
    FileShareNew.self, RandomLinkPath.self, OpenRedirect.self,
    RiskyAttachmentNew.self, AttachmentLinkDomain.self, MaliciousAttachment.self, ArchivePassword.self,
    YaraMessage.self,
    BankDetailChange.self, NewBankAccount.self, CredentialRequest.self, GenericLure.self,
    IndexExtended.self, QuotedLater.self, ClientRecurs.self, ColleaguesChanged.self, KnownCorrespondent.self,
    HabitualAttachment.self, SentFromAccount.self,
  ]

  /// Signals of the second pass, which sees all conversations.
  static let clusterDefinitions: [SignalDefinition] = [
    SignalDefinition(
      id: "campaign", group: .cluster, defaultWeight: 6,
      summary: "The same link form, document or text appears in three or more unrelated conversations within days.",
      benignRate: "newsletters and announcements share links too; they are told by their headers and their one sender"),
    SignalDefinition(
      id: "campaign-one-sender", group: .cluster, defaultWeight: 2.5,
      summary: "One sender puts the same link form, document or text into three or more unrelated conversations.",
      benignRate: "somebody who announces something in several threads"),
  ]

  /// Signals on servers.
  ///
  /// They weigh nothing: whether a hole was open says nothing of a message.
  static let exposureDefinitions: [SignalDefinition] = Vulnerability.allCases.map { hole in
    SignalDefinition(
      id: "server-open-to-" + hole.rawValue, group: .transport, defaultWeight: 0,
      summary: "A mail server ran an Exchange build that is open to " + hole.cves.joined(separator: ", ") + ".",
      benignRate: "every server that was patched late; an open hole is no break-in")
  }

  /// Every entry: those of messages, then those of clusters, then those of servers.
  public static let definitions: [SignalDefinition] =
    rules.map { $0.definition } + clusterDefinitions + exposureDefinitions

  /// The entry of that name; nil where there is none.
  public static func definition(_ id: String) -> SignalDefinition? { byID[id] }

  private static let byID = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}
