import OutlookItems
import Testing

@Suite struct PropertyTests {
  @Test(
    arguments: [
      (PropertyType.integer16, [0xFE, 0xFF], -2), (.integer32, [1, 0, 0, 0x80], -2_147_483_647), (.boolean, [1], 1),
      (.boolean, [1, 0], 1), (.time, [1, 0, 0, 0, 1, 0, 0, 0], 4_294_967_297), (.integer32, [1, 2, 3], nil),
      (.text8, [0x31], nil), (.integer64, [], nil),
    ] as [(PropertyType, [UInt8], Int64?)])
  func numbers(type: PropertyType, bytes: [UInt8], number: Int64?) {
    #expect(PropertyValue(type: type, bytes: bytes).integer == number)
  }

  @Test func theFirstValueStays() {
    var bag = PropertyBag()
    bag.set(.subject, PropertyValue(type: .text8, bytes: [0x41]))
    bag.set(.subject, PropertyValue(type: .text16, bytes: [0x42, 0]))
    #expect(bag[.subject]?.bytes == [0x41])
    #expect(bag[.body] == nil)
    #expect(bag.count == 1)
  }
}
