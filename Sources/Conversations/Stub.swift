import MailModel
extension ThreadEdges { public init(_ m: Message) { self.init(message: m.digest) } }
public struct ThreadReconstruction { public var conversations: [Conversation] = []; public init(_ edges: [ThreadEdges]) {} }
