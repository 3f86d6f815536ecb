/// The weights of signals as `Tests/evaluation/fit.py` fitted them: data, written by that command.
///
/// Data: usrp-users, organisation-1, organisation-3, seed 2021, 2 rounds;
/// 1537 injected and 611 honest messages that carry or ask for something.
enum FittedWeights {
  /// Weights by signal id; what is not here has the weight that its rule states.
  static let values: [String: Double] = [
    "absent-from-sent": 3.1,
    "archive-password": 2.5,
    "attachment-link-domain": 2.6,
    "author-new-to-thread": 1.0,
    "bank-detail-change": 3.9,
    "campaign-link-path": 3.5,
    "dormant-thread-revived": 1.3,
    "file-share-new": 2.0,
    "generic-lure": 1.9,
    "index-extended": -2.6,
    "known-mailbox-new-domain": 2.6,
    "known-name-new-address": 4.3,
    "language-differs": 1.7,
    "malicious-attachment": 5.6,
    "missing-thread-index": 2.1,
    "new-client": 1.7,
    "new-link-domain": 1.9,
    "new-message-id-form": 1.2,
    "new-origin": 1.3,
    "new-time-zone": 1.1,
    "off-topic-reply": 1.1,
    "quoted-later": -2.6,
    "random-link-path": 1.6,
    "reply-without-references": 2.2,
    "risky-attachment-new": 2.8,
    "sent-from-account": -1.9,
    "unlike-named-client": 1.6,
    "unlike-named-origin": 1.3,
  ]
}
