#if PST
  import CPFF
  import MailModel
  import MailTestSupport
  import OutlookItems
  import PersonalStorage
  import Testing

  /// libpff and this reader find the same in every fixture (the package's trait `PST`).
  struct SecondOpinionTests {
    @Test(arguments: Fixture.allCases)
    func bothReadersFindTheSame(_ fixture: Fixture) throws {
      var ours = try NativeOutline(fixture.storage()).lines.sorted()
      var theirs = try LibpffOutline(fileAt: Fixtures.path("pst/" + fixture.rawValue)).lines.sorted()
      #expect(ours.count > 15)
      if fixture == .pages4K, String(cString: libpff_get_version()) < "2019" {
        // That version gives nothing of an attachment over several blocks of this form; those of today agree.
        ours.removeAll { $0.contains("|plan.bin|") }
        theirs.removeAll { $0.contains("|plan.bin|") }
      }
      #expect(ours == theirs)
    }
  }

  /// Folders, messages and attachments, a line each.
  private struct NativeOutline {
    private(set) var lines: [String] = []

    init(_ storage: PersonalStorage) throws {
      for folder in try storage.listing().folders {
        guard let id = folder.id else { continue }
        let path = folder.path.joined(separator: "/")
        for message in try storage.messages(in: id) {
          guard let item = try storage.message(message.id, limit: 1 << 24).item, item.isMail else { continue }
          append(item, at: path)
        }
      }
    }

    private mutating func append(_ item: OutlookItem, at path: String) {
      let values = [0x0037, 0x1035, 0x0070, 0x1000].map {
        item.properties[PropertyID(rawValue: $0)]?.testText ?? ""
      }
      lines.append(
        Outline.message(
          path, values, recipients: item.recipients.count,
          transport: item.properties[.transportMessageHeaders]?.testText,
          html: item.properties[.html]?.bytes))
      for attachment in item.attachments {
        let name = attachment.properties[.attachLongFilename]?.testText ?? ""
        switch attachment.content {
        case .bytes(let bytes): lines.append(Outline.attachment(path, name, bytes))
        case .item(let inner): append(inner, at: path + "/" + name)
        case .missing(let words): lines.append("missing: \(words)")
        }
      }
    }
  }

  private enum Outline {
    static func message(
      _ path: String, _ values: [String], recipients: Int, transport: String?, html: [UInt8]?
    ) -> String {
      let digests = [ContentDigest(of: transport ?? "").hex, ContentDigest(of: html ?? []).hex]
      return ([path] + values + ["\(recipients)"] + digests).joined(separator: "|")
    }

    static func attachment(_ path: String, _ name: String, _ bytes: [UInt8]) -> String {
      "\(path)|\(name)|\(ContentDigest(of: bytes).hex)"
    }
  }

  /// The same by libpff.
  private struct LibpffOutline {
    /// A call that libpff could not carry out.
    struct Failure: Error {
      var call: String
    }

    /// What libpff hands out: each of its types is a pointer-sized number to whoever calls.
    private typealias Handle = UnsafeMutablePointer<Int>

    private(set) var lines: [String] = []

    init(fileAt path: String) throws {
      var file: Handle?
      try Self.check(libpff_file_initialize(&file, nil), "file_initialize")
      defer { _ = libpff_file_free(&file, nil) }
      try Self.check(libpff_file_open(file, path, 1, nil), "file_open")
      defer { _ = libpff_file_close(file, nil) }
      var root: Handle?
      try Self.check(libpff_file_get_root_folder(file, &root, nil), "file_get_root_folder")
      defer { _ = libpff_item_free(&root, nil) }
      try walk(root, path: [])
    }

    private static func check(_ result: Int32, _ call: String) throws {
      if result != 1 { throw Failure(call: call) }
    }

    private mutating func walk(_ folder: Handle?, path: [String]) throws {
      var count: Int32 = 0
      try Self.check(libpff_folder_get_number_of_sub_messages(folder, &count, nil), "number_of_sub_messages")
      for index in 0..<count {
        var message: Handle?
        try Self.check(libpff_folder_get_sub_message(folder, index, &message, nil), "sub_message")
        defer { _ = libpff_item_free(&message, nil) }
        // The top folder is not named in paths, and contacts are no mail.
        if text(0x001A, of: message).hasPrefix("IPM.Note") {
          try append(message, at: path.dropFirst().joined(separator: "/"))
        }
      }
      try Self.check(libpff_folder_get_number_of_sub_folders(folder, &count, nil), "number_of_sub_folders")
      for index in 0..<count {
        var child: Handle?
        try Self.check(libpff_folder_get_sub_folder(folder, index, &child, nil), "sub_folder")
        defer { _ = libpff_item_free(&child, nil) }
        try walk(child, path: path + [text(0x3001, of: child)])
      }
    }

    private mutating func append(_ message: Handle?, at path: String) throws {
      var subject = text(0x0037, of: message)
      if subject.hasPrefix("\u{1}") { subject = String(subject.dropFirst(2)) }
      var recipients: Handle?
      var rows: Int32 = 0
      if libpff_message_get_recipients(message, &recipients, nil) == 1 {
        _ = libpff_item_get_number_of_record_sets(recipients, &rows, nil)
        _ = libpff_item_free(&recipients, nil)
      }
      let values = [subject] + [0x1035, 0x0070, 0x1000].map { text($0, of: message) }
      lines.append(
        Outline.message(
          path, values, recipients: Int(rows), transport: text(0x007D, of: message), html: bytes(0x1013, of: message)))
      var count: Int32 = 0
      _ = libpff_message_get_number_of_attachments(message, &count, nil)
      for index in 0..<count {
        var attachment: Handle?
        try Self.check(libpff_message_get_attachment(message, index, &attachment, nil), "attachment")
        defer { _ = libpff_item_free(&attachment, nil) }
        let name = text(0x3707, of: attachment)
        var inner: Handle?
        if libpff_attachment_get_item(attachment, &inner, nil) == 1 {
          defer { _ = libpff_item_free(&inner, nil) }
          try append(inner, at: path + "/" + name)
        } else {
          lines.append(Outline.attachment(path, name, data(of: attachment)))
        }
      }
    }

    private func data(of attachment: Handle?) -> [UInt8] {
      var size: size64_t = 0
      guard libpff_attachment_get_data_size(attachment, &size, nil) == 1 else { return [] }
      var bytes = [UInt8](repeating: 0, count: Int(size))
      let read = libpff_attachment_data_read_buffer(attachment, &bytes, bytes.count, nil)
      return Array(bytes.prefix(max(read, 0)))
    }

    /// Lends a property of the item's first record set to `body`.
    private func entry<Value>(
      _ type: UInt32, of item: Handle?, _ body: (Handle?) -> Value?
    ) -> Value? {
      var set: Handle?
      guard libpff_item_get_record_set_by_index(item, 0, &set, nil) == 1 else { return nil }
      defer { _ = libpff_record_set_free(&set, nil) }
      var entry: Handle?
      guard libpff_record_set_get_entry_by_type(set, type, 0, &entry, 1, nil) == 1 else { return nil }
      defer { _ = libpff_record_entry_free(&entry, nil) }
      return body(entry)
    }

    private func text(_ type: UInt32, of item: Handle?) -> String {
      entry(type, of: item) { entry in
        var size = 0
        guard libpff_record_entry_get_data_as_utf8_string_size(entry, &size, nil) == 1, size > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        guard libpff_record_entry_get_data_as_utf8_string(entry, &bytes, size, nil) == 1 else { return nil }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      } ?? ""
    }

    private func bytes(_ type: UInt32, of item: Handle?) -> [UInt8] {
      entry(type, of: item) { entry in
        var size = 0
        guard libpff_record_entry_get_data_size(entry, &size, nil) == 1, size > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        return libpff_record_entry_get_data(entry, &bytes, size, nil) == 1 ? bytes : nil
      } ?? []
    }
  }
#endif
