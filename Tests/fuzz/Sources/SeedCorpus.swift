import Conversations
import Foundation
import HijackDetection
import MailModel
import MailParsing

@testable import AttachmentInspection

/// The first inputs of all targets, made of files: each file goes to the targets of its format, and so do its parts.
///
/// What a fuzzer cannot be expected to find by chance is taken out of its wrapping here: members out of archives, streams
/// out of compound files, fields out of headers, sources out of macros, texts out of mails.
struct SeedCorpus {
  /// Larger seeds make every run of them slow.
  private static let most = 1 << 17
  private static let longest = ["pst": 300_000]
  private let folder: URL
  private var counts: [String: Int] = [:]

  init(in folder: String) { self.folder = URL(fileURLWithPath: folder) }

  /// Takes the files at those paths, folders with all that is below them.
  mutating func take(_ paths: [String]) {
    for path in paths {
      let below = FileManager.default.subpaths(atPath: path) ?? []
      for file in below.isEmpty ? [path] : below.sorted().map({ path + "/" + $0 }) {
        if let content = FileManager.default.contents(atPath: file) { take(Array(content), named: file) }
      }
    }
    for name in FuzzTarget.all.map(\.name) { print("\(name): \(counts[name] ?? 0)") }
  }

  private mutating func add(_ bytes: [UInt8], to targets: String...) {
    guard !bytes.isEmpty else { return }
    for target in targets where bytes.count <= Self.longest[target] ?? Self.most {
      let digest = ContentDigest(of: bytes).hex.prefix(16)
      let place = folder.appendingPathComponent(target)
      try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      if (try? Data(bytes).write(to: place.appendingPathComponent(String(digest)))) != nil {
        counts[target, default: 0] += 1
      }
    }
  }

  private mutating func take(_ bytes: [UInt8], named name: String) {
    let ending = name.split(separator: ".").last ?? ""
    switch ending {
    case "eml", "mbox": takeMail(bytes, isMessage: ending == "eml")
    case "pst", "ost": add(bytes, to: "pst")
    case "yaml": add(bytes, to: name.contains("packs") ? "pack" : "pipeline")
    default: takeDocument(bytes, depth: 0)
    }
  }

  // MARK: Mail

  private mutating func takeMail(_ bytes: [UInt8], isMessage: Bool) {
    add(bytes, to: "mime", "message-facts", "nested-mail", "transfer", "mbox")
    if isMessage {
      add(Array("\(bytes.count)\n".utf8) + bytes + Array("<?xml version=\"1.0\"?><plist></plist>".utf8), to: "emlx")
      add(Array("From a@b.example Tue Sep 14 08:03:11 2021\n".utf8) + bytes + [0x0A], to: "mbox", "mailbox-names")
      add(bytes, to: "container")
    }
    takeFields(bytes)
    let message = MIMEParser().parse(MailBytes(bytes)) { part, _, content in
      if part.contentType == "text/html" { self.add(Array(content), to: "html", "page", "styles") }
      if part.contentType.hasPrefix("text/") {
        for first in UInt8(0)..<20 where part.charset != nil {
          self.add([first] + Array(content.prefix(300)), to: "charset")
        }
      }
      if part.contentType == "application/ms-tnef" { self.add(Array(content), to: "tnef") }
      if part.role == .attachment { self.takeDocument(Array(content), depth: 0) }
    }
    add(Array(message.text.utf8), to: "quoted-history", "flowed", "requests", "encoded-words")
    for link in message.links.prefix(5) { add(Array(link.target.utf8), to: "links") }
    let history = QuotedHistory(message.text)
    let edges = ThreadEdges(message, history: history)
    let facts = MessageFacts(extracting: message, history: history, edges: edges, attachments: [])
    add(facts.packed(), to: "packed-facts")
  }

  private mutating func takeFields(_ bytes: [UInt8]) {
    let head = String(decoding: bytes.prefix(1 << 14), as: UTF8.self).replacing("\r\n", with: "\n")
    for field in head.replacing("\n ", with: " ").replacing("\n\t", with: " ").split(separator: "\n").prefix(60) {
      guard let colon = field.firstIndex(of: ":") else { continue }
      let value = Array(field[field.index(after: colon)...].utf8.drop { $0 == 0x20 })
      switch field[..<colon].lowercased() {
      case "from", "to", "cc", "reply-to", "sender": add(value, to: "addresses", "encoded-words")
      case "date": add(value, to: "dates")
      case "subject": add(value, to: "encoded-words", "subjects")
      case "received":
        add(value, to: "received")
        add(Array(value.suffix(40)), to: "dates")
      case "message-id", "references", "in-reply-to": add(value, to: "message-ids")
      case "content-type", "content-disposition": add(value, to: "parameters")
      case "thread-index":
        if let content = Data(base64Encoded: Data(value)) { add(Array(content), to: "thread-index") }
      default: break
      }
    }
  }

  // MARK: Documents

  private mutating func takeDocument(_ bytes: [UInt8], depth: Int) {
    guard depth < 3 else { return }
    add(bytes, to: "attachment")
    add(AttachmentInspector(limits: FuzzTarget.smallLimits).inspect(bytes).packed(), to: "packed-verdict")
    let sniffed = TypeSniffer.sniff(bytes)
    switch sniffed.type {
    case .oleDoc, .oleXls, .olePpt, .oleOther: add(bytes, to: "ole", "compound-file")
    case .oleMsg: add(bytes, to: "msg", "ole", "compound-file")
    case .zip: add(bytes, to: "zip", "container")
    case .rar: add(bytes, to: "rar")
    case .sevenZip:
      add(bytes, to: "7z")
      // The first packed stream stands behind the header of 32 bytes.
      for first: UInt8 in [0x5D, 0] {
        add([first] + bytes.dropFirst(32), to: "lzma", "lzma2", "ppmd", "rar-filters")
      }
    case .gzip, .tar: add(bytes, to: "single-files", "tar", "container")
    case .iso: add(bytes, to: "disk-image")
    case .cab:
      add(bytes, to: "cabinet")
      add([6] + bytes.dropFirst(80), to: "lzx", "quantum")
    case .rtf: add(bytes, to: "rtf", "rich-text-body")
    case .pdf: add(bytes, to: "pdf")
    case .lnk: add(bytes, to: "lnk")
    case .onenote: add(bytes, to: "onenote")
    case .html: add(bytes, to: "page", "html")
    case .svg: add(bytes, to: "svg")
    case .script: for first in UInt8(0)..<8 { add([first] + bytes, to: "script") }
    case .pe, .elf: add(bytes, to: "executable")
    case .eml, .ics: add(bytes, to: "nested-mail")
    case .text: add(bytes, to: "text-formulas", "batch")
    case .ooxmlDocx, .ooxmlDocm, .ooxmlXlsx, .ooxmlXlsm, .ooxmlXlsb, .ooxmlPptx, .ooxmlPptm, .ooxmlOther:
      add(bytes, to: "ooxml")
    case .image: break
    case .other: takeOther(bytes)
    }
    takeStreams(bytes, sniffed)
    takeMacros(bytes)
    takeParts(bytes, depth: depth)
  }

  private mutating func takeOther(_ bytes: [UInt8]) {
    add(bytes, to: "rare-archives", "virtual-disk", "disk-image", "biff")
    if bytes.starts(with: Array("ITSF".utf8)) { add(bytes, to: "help") }
    if RareArchives.listing(of: bytes, limit: 1) != nil {
      // What is packed stands behind a header of thirty bytes or so.
      for first in UInt8(0)..<3 { add([first] + bytes.dropFirst(32), to: "lzh") }
    }
    if ZstandardDecoder.begins(bytes) { add([0] + bytes, to: "zstandard") }
    if bytes.starts(with: Array("BZh".utf8)) { add([0] + bytes, to: "bzip2") }
    if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) { add([0] + bytes, to: "xz") }
    if bytes.starts(with: [0x78, 0x9F, 0x3E, 0x22]) { add(bytes, to: "tnef", "nested-mail") }
    add(bytes, to: "single-files")
  }

  private mutating func takeParts(_ bytes: [UInt8], depth: Int) {
    guard bytes.starts(with: [0x50, 0x4B]) else { return }
    let archive = ZipDirectory(bytes, limit: 100)
    for entry in archive.entries {
      let content = archive.content(of: entry, limit: 1 << 16).bytes
      if entry.name.hasSuffix(".xml") || entry.name.hasSuffix(".rels") { add(content, to: "xml", "xlsb") }
      if entry.name.hasPrefix("xl/"), entry.name.hasSuffix(".bin") { add(content, to: "xlsb") }
      takeDocument(content, depth: depth + 1)
    }
  }

  private mutating func takeStreams(_ bytes: [UInt8], _ sniffed: SniffedType) {
    guard let file = sniffed.compoundFile else { return }
    var project: [UInt8] = []
    for name in ["dir", "ThisDocument", "_VBA_PROJECT", "PROJECT"] {
      let entry = file.entries.first { $0.kind == .stream && $0.name == name }
      let content = entry.map { file.content(of: $0) } ?? []
      let length = min(content.count, 0xFFFF)
      project += [UInt8(length >> 8), UInt8(length & 0xFF)] + content.prefix(length)
    }
    if project.count > 8 { add(project, to: "vba-project") }
    for entry in file.entries where entry.kind == .stream {
      let content = file.content(of: entry)
      switch entry.name {
      case "Workbook", "Book": add(content, to: "biff")
      case "dir":
        add(content, to: "vba-compression")
        if let clear = OVBACompression.decompress(content, limit: 1 << 16) { add(clear, to: "vba-compiled") }
      default:
        if entry.path.contains("VBA") { add(content, to: "vba-compiled") }
        if let start = content.indices.first(where: { OVBACompression.decompress(content, from: $0, limit: 64) != nil })
        {
          add(Array(content[start...]), to: "vba-compression")
        }
      }
    }
  }

  private mutating func takeMacros(_ bytes: [UInt8]) {
    for source in AttachmentInspector(limits: FuzzTarget.smallLimits).analyse(bytes).sources {
      let text = Array(source.lines.map(\.text).joined(separator: "\n").utf8)
      switch source.language {
      case .vba: add(text, to: "vba-source")
      case .excel4: add(text, to: "macro-sheet")
      case .script:
        add(text, to: "batch")
        for first in UInt8(0)..<8 { add([first] + text, to: "script") }
      }
    }
  }
}
