import Foundation
import MailModel

/// Holds a bag against its manifests (RFC 8493 §3): whether each file is there, is what it was, and is listed.
public struct BagVerification: Sendable {
  /// Files that are what the manifests say.
  public private(set) var verified = 0
  /// What is wrong, each the file and the words; empty where the bag is whole.
  public private(set) var problems: [String] = []

  private let path: String

  /// Reads the bag in the folder `path`; no symbolic link in it is followed.
  ///
  /// - Throws: `notFound`, `notABag`, `storage`.
  public init(of path: String) throws(BagError) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard FileDigest.exists(self.path) else {
      throw BagError(.notFound, path: path, message: "no such folder; check the path")
    }
    guard let declaration = try? BagManifest.text(self.path + "/bagit.txt"),
      declaration.hasPrefix("BagIt-Version: ")
    else {
      throw BagError(.notABag, path: path, message: "no bag: it has no bagit.txt that declares one")
    }
    try verify()
  }

  private mutating func verify() throws(BagError) {
    guard let manifest = try readManifest("manifest-sha256.txt") else {
      throw BagError(.notABag, path: path, message: "the bag has no manifest-sha256.txt, the only kind that is checked")
    }
    check(manifest)
    let tags = try readManifest("tagmanifest-sha256.txt")
    if let tags { check(tags) }
    if FileDigest.exists(path + "/fetch.txt") {
      problems.append("fetch.txt: parts of the bag lie elsewhere, and nothing is fetched")
    }
    let listed = Set(manifest.entries.map(\.path)).union(tags?.entries.map(\.path) ?? [])
    for file in files() where !listed.contains(file) {
      // Other files beside the payload need no listing, and a manifest cannot list itself.
      if file.hasPrefix("data/") { problems.append("\(file): no manifest lists it") }
    }
    checkOxum()
  }

  /// The manifest of that name; nil where the bag has none.
  private mutating func readManifest(_ name: String) throws(BagError) -> BagManifest? {
    let file = path + "/" + name
    guard FileDigest.exists(file) else { return nil }
    let manifest = BagManifest(try BagManifest.text(file))
    problems += manifest.malformed.map { "\(name), line \($0): not a digest and the path of a file in the bag" }
    return manifest
  }

  private mutating func check(_ manifest: BagManifest) {
    for entry in manifest.entries {
      do throws(BagError) {
        guard !leadsThroughLink(entry.path) else {
          problems.append("\(entry.path): a symbolic link leads there")
          continue
        }
        if try FileDigest(of: path + "/" + entry.path, links: .notFollowed).digest == entry.digest {
          verified += 1
        } else {
          problems.append("\(entry.path): the file is not what it was")
        }
      } catch {
        problems.append("\(entry.path): \(error.message)")
      }
    }
  }

  /// Whether a folder on the way to the file is a symbolic link.
  private func leadsThroughLink(_ name: String) -> Bool {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: folder)) != nil { return true }
    }
    return false
  }

  /// All files of the bag by their paths in it, sorted; links are files here.
  private func files() -> [String] {
    guard let all = FileManager.default.enumerator(atPath: path) else { return [] }
    var files: [String] = []
    while let name = all.nextObject() as? String {
      if all.fileAttributes?[.type] as? FileAttributeType != .typeDirectory { files.append(name) }
    }
    return files.sorted()
  }

  /// Holds the payload's size against what `bag-info.txt` says of it, a quick sign of a bag that was cut.
  private mutating func checkOxum() {
    guard let info = try? BagManifest.text(path + "/bag-info.txt") else { return }
    let label = "Payload-Oxum: "
    guard let line = info.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else { return }
    var size: Int64 = 0
    var count = 0
    for file in files() where file.hasPrefix("data/") {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + file)
      size += (attributes?[.size] as? Int64) ?? 0
      count += 1
    }
    let found = "\(size).\(count)"
    let stated = line.dropFirst(label.count).filter { !$0.isWhitespace }
    if stated != found { problems.append("bag-info.txt: it says \(stated) of the payload, which is \(found)") }
  }
}
