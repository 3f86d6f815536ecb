import Foundation
import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct SpecimenTests {
  @Test func everyTechniqueHasASpecimenAndANeighbour() {
    #expect(Set(Specimen.all.map(\.id)) == Set(TechniqueID.allCases).subtracting([.yaraMatch]))
  }

  @Test(arguments: Specimen.all.indices)
  func theSpecimenShowsItAndTheNeighbourDoesNot(index: Int) {
    let specimen = Specimen.all[index]
    let (fires, spares) = (specimen.fires.verdict, specimen.spares.verdict)
    #expect(
      fires.techniques.contains { $0.id == specimen.id.rawValue }, "\(specimen.id): \(fires.techniques.map(\.id))")
    #expect(!spares.techniques.contains { $0.id == specimen.id.rawValue }, "\(specimen.id): \(spares.techniques)")
  }

  /// Writes every specimen to the folder THREADSWEEP_SPECIMENS, for tools that damage documents.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["THREADSWEEP_SPECIMENS"] != nil))
  func specimensAreWrittenWhereSomeoneAsks() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["THREADSWEEP_SPECIMENS"])
    for (index, specimen) in Specimen.all.enumerated() where specimen.fires.bytes.count <= 1 << 18 {
      let path = "\(folder)/\(index)-\(specimen.id.rawValue)"
      try Data(specimen.fires.bytes).write(to: URL(fileURLWithPath: path))
    }
  }

  @Test(arguments: Specimen.all.indices)
  func damageIsNeverFatal(index: Int) {
    var state = UInt64(index) &* 7_919 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    let document = Specimen.all[index].fires
    guard document.bytes.count < 1 << 20 else { return }
    for round in 0..<9 {
      var bytes = document.bytes
      if round % 3 == 0 {
        bytes = Array(bytes.prefix(next(bytes.count + 1)))
      } else {
        for _ in 0...next(12) where !bytes.isEmpty {
          bytes[next(bytes.count)] = round % 3 == 1 ? UInt8(next(256)) : 0xFF
        }
      }
      let verdict = AttachmentInspector().inspect(bytes, passwords: document.passwords)
      #expect((0...1).contains(verdict.score))
      #expect(AttachmentVerdict(packed: verdict.packed()) == verdict)
    }
  }
}
