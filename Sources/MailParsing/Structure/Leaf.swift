import MailModel

/// A leaf of the MIME tree, found but not yet decoded.
struct Leaf {
  var path: String
  var contentType: ContentType
  var header: EntityHeader
  /// The encoded body within the message.
  var body: Range<Int>
  /// The container in which it stands; an index in `MIMEStructure.containers`.
  var container: Int
  /// The container's child to which it belongs, counted from 1.
  var child: Int
  /// Whether only the recovering view sees it.
  var isRecovered: Bool
}

/// A multipart or a message that holds other entities.
struct Container {
  enum Kind { case message, alternative, related, encrypted, other }
  var kind: Kind
  /// The container in which it stands itself; nil for the message as a whole.
  var parent: Int?
  /// The parent's child that it is, counted from 1.
  var child: Int
}

/// The fields of an entity that say what its body is.
struct EntityHeader {
  var contentType: Range<Int>?
  var transferEncoding: Range<Int>?
  /// A second field of that name, which may contradict the first.
  var secondTransferEncoding: Range<Int>?
  var disposition: Range<Int>?
  var contentID: Range<Int>?
  /// The first byte of the entity, for defects.
  var start = 0
}

/// What a walk through a message found.
struct MIMEStructure {
  var leaves: [Leaf] = []
  var containers: [Container] = []
  var defects: [Defect] = []
}
