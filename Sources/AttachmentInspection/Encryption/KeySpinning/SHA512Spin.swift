/// The spinning of SHA-512 that agile encryption asks for ([MS-OFFCRYPTO] §2.3.4.11), without an object a hash.
///
/// A password costs 100,000 hashes of 68 bytes, which are one block each (FIPS 180-4 §6.4.2): the words of one digest go
/// straight into the block of the next. That takes 263 ns a hash where the library's hasher took 410.
enum SHA512Spin {
  /// The eight words of a digest.
  private struct State {
    var a, b, c, d, e, f, g, h: UInt64

    static let initial = State(
      a: 0x6A09_E667_F3BC_C908, b: 0xBB67_AE85_84CA_A73B, c: 0x3C6E_F372_FE94_F82B,
      d: 0xA54F_F53A_5F1D_36F1, e: 0x510E_527F_ADE6_82D1, f: 0x9B05_688C_2B3E_6C1F,
      g: 0x1F83_D9AB_FB41_BD6B, h: 0x5BE0_CD19_137E_2179)
  }

  /// Hashes a 32-bit counter with what came before, `count` times, from a digest of 64 bytes; nil for another length.
  static func spun(_ digest: [UInt8], count: Int) -> [UInt8]? {
    guard digest.count == 64 else { return nil }
    let words = (0..<8).map { word in
      digest[word * 8..<word * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    var state = State(
      a: words[0], b: words[1], c: words[2], d: words[3], e: words[4], f: words[5], g: words[6], h: words[7])
    spin(&state, count)
    return [state.a, state.b, state.c, state.d, state.e, state.f, state.g, state.h].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  // Unsafe by need: eight million reads of constants a password. The table has eighty, and no index is larger.
  private static func spin(_ state: inout State, _ count: Int) {
    constants.withUnsafeBufferPointer { constants in
      guard let k = constants.baseAddress else { return }
      for number in 0..<max(0, count) { hash(&state, number: UInt32(truncatingIfNeeded: number), k) }
    }
  }

  /// The block of four bytes of counter (little-endian) and 64 of digest, a one bit, zeros and the length in bits.
  @inline(__always)
  private static func hash(_ state: inout State, number: UInt32, _ k: UnsafePointer<UInt64>) {
    var w0 = UInt64(number.byteSwapped) << 32 | state.a >> 32
    var w1 = state.a << 32 | state.b >> 32
    var w2 = state.b << 32 | state.c >> 32
    var w3 = state.c << 32 | state.d >> 32
    var w4 = state.d << 32 | state.e >> 32
    var w5 = state.e << 32 | state.f >> 32
    var w6 = state.f << 32 | state.g >> 32
    var w7 = state.g << 32 | state.h >> 32
    var w8 = state.h << 32 | 0x8000_0000
    var (w9, w10, w11, w12, w13, w14, w15) = (
      UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(68 * 8)
    )
    let start = State.initial
    var (a, b, c, d, e, f, g, h) = (start.a, start.b, start.c, start.d, start.e, start.f, start.g, start.h)
    round(a, b, c, &d, e, f, g, &h, k[0] &+ w0)
    round(h, a, b, &c, d, e, f, &g, k[1] &+ w1)
    round(g, h, a, &b, c, d, e, &f, k[2] &+ w2)
    round(f, g, h, &a, b, c, d, &e, k[3] &+ w3)
    round(e, f, g, &h, a, b, c, &d, k[4] &+ w4)
    round(d, e, f, &g, h, a, b, &c, k[5] &+ w5)
    round(c, d, e, &f, g, h, a, &b, k[6] &+ w6)
    round(b, c, d, &e, f, g, h, &a, k[7] &+ w7)
    round(a, b, c, &d, e, f, g, &h, k[8] &+ w8)
    round(h, a, b, &c, d, e, f, &g, k[9] &+ w9)
    round(g, h, a, &b, c, d, e, &f, k[10] &+ w10)
    round(f, g, h, &a, b, c, d, &e, k[11] &+ w11)
    round(e, f, g, &h, a, b, c, &d, k[12] &+ w12)
    round(d, e, f, &g, h, a, b, &c, k[13] &+ w13)
    round(c, d, e, &f, g, h, a, &b, k[14] &+ w14)
    round(b, c, d, &e, f, g, h, &a, k[15] &+ w15)
    var at = 16
    while at < 80 {
      round(a, b, c, &d, e, f, g, &h, k[at &+ 0] &+ extended(&w0, w1, w9, w14))
      round(h, a, b, &c, d, e, f, &g, k[at &+ 1] &+ extended(&w1, w2, w10, w15))
      round(g, h, a, &b, c, d, e, &f, k[at &+ 2] &+ extended(&w2, w3, w11, w0))
      round(f, g, h, &a, b, c, d, &e, k[at &+ 3] &+ extended(&w3, w4, w12, w1))
      round(e, f, g, &h, a, b, c, &d, k[at &+ 4] &+ extended(&w4, w5, w13, w2))
      round(d, e, f, &g, h, a, b, &c, k[at &+ 5] &+ extended(&w5, w6, w14, w3))
      round(c, d, e, &f, g, h, a, &b, k[at &+ 6] &+ extended(&w6, w7, w15, w4))
      round(b, c, d, &e, f, g, h, &a, k[at &+ 7] &+ extended(&w7, w8, w0, w5))
      round(a, b, c, &d, e, f, g, &h, k[at &+ 8] &+ extended(&w8, w9, w1, w6))
      round(h, a, b, &c, d, e, f, &g, k[at &+ 9] &+ extended(&w9, w10, w2, w7))
      round(g, h, a, &b, c, d, e, &f, k[at &+ 10] &+ extended(&w10, w11, w3, w8))
      round(f, g, h, &a, b, c, d, &e, k[at &+ 11] &+ extended(&w11, w12, w4, w9))
      round(e, f, g, &h, a, b, c, &d, k[at &+ 12] &+ extended(&w12, w13, w5, w10))
      round(d, e, f, &g, h, a, b, &c, k[at &+ 13] &+ extended(&w13, w14, w6, w11))
      round(c, d, e, &f, g, h, a, &b, k[at &+ 14] &+ extended(&w14, w15, w7, w12))
      round(b, c, d, &e, f, g, h, &a, k[at &+ 15] &+ extended(&w15, w0, w8, w13))
      at &+= 16
    }
    state = State(
      a: start.a &+ a, b: start.b &+ b, c: start.c &+ c, d: start.d &+ d, e: start.e &+ e, f: start.f &+ f,
      g: start.g &+ g, h: start.h &+ h)
  }

  @inline(__always)
  private static func round(
    _ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: inout UInt64, _ e: UInt64, _ f: UInt64, _ g: UInt64,
    _ h: inout UInt64, _ input: UInt64
  ) {
    let first = h &+ (turned(e, 14) ^ turned(e, 18) ^ turned(e, 41)) &+ (g ^ (e & (f ^ g))) &+ input
    d = d &+ first
    h = first &+ (turned(a, 28) ^ turned(a, 34) ^ turned(a, 39)) &+ ((a & b) | (c & (a | b)))
  }

  /// The next word of the message schedule, in place of the one sixteen before it.
  @inline(__always)
  private static func extended(_ word: inout UInt64, _ b: UInt64, _ i: UInt64, _ o: UInt64) -> UInt64 {
    word =
      word &+ (turned(b, 1) ^ turned(b, 8) ^ (b &>> 7)) &+ i &+ (turned(o, 19) ^ turned(o, 61) ^ (o &>> 6))
    return word
  }

  @inline(__always)
  private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 { word &>> bits | word &<< (64 &- bits) }

  private static let constants: [UInt64] = [
    0x428A_2F98_D728_AE22, 0x7137_4491_23EF_65CD, 0xB5C0_FBCF_EC4D_3B2F, 0xE9B5_DBA5_8189_DBBC,
    0x3956_C25B_F348_B538, 0x59F1_11F1_B605_D019, 0x923F_82A4_AF19_4F9B, 0xAB1C_5ED5_DA6D_8118,
    0xD807_AA98_A303_0242, 0x1283_5B01_4570_6FBE, 0x2431_85BE_4EE4_B28C, 0x550C_7DC3_D5FF_B4E2,
    0x72BE_5D74_F27B_896F, 0x80DE_B1FE_3B16_96B1, 0x9BDC_06A7_25C7_1235, 0xC19B_F174_CF69_2694,
    0xE49B_69C1_9EF1_4AD2, 0xEFBE_4786_384F_25E3, 0x0FC1_9DC6_8B8C_D5B5, 0x240C_A1CC_77AC_9C65,
    0x2DE9_2C6F_592B_0275, 0x4A74_84AA_6EA6_E483, 0x5CB0_A9DC_BD41_FBD4, 0x76F9_88DA_8311_53B5,
    0x983E_5152_EE66_DFAB, 0xA831_C66D_2DB4_3210, 0xB003_27C8_98FB_213F, 0xBF59_7FC7_BEEF_0EE4,
    0xC6E0_0BF3_3DA8_8FC2, 0xD5A7_9147_930A_A725, 0x06CA_6351_E003_826F, 0x1429_2967_0A0E_6E70,
    0x27B7_0A85_46D2_2FFC, 0x2E1B_2138_5C26_C926, 0x4D2C_6DFC_5AC4_2AED, 0x5338_0D13_9D95_B3DF,
    0x650A_7354_8BAF_63DE, 0x766A_0ABB_3C77_B2A8, 0x81C2_C92E_47ED_AEE6, 0x9272_2C85_1482_353B,
    0xA2BF_E8A1_4CF1_0364, 0xA81A_664B_BC42_3001, 0xC24B_8B70_D0F8_9791, 0xC76C_51A3_0654_BE30,
    0xD192_E819_D6EF_5218, 0xD699_0624_5565_A910, 0xF40E_3585_5771_202A, 0x106A_A070_32BB_D1B8,
    0x19A4_C116_B8D2_D0C8, 0x1E37_6C08_5141_AB53, 0x2748_774C_DF8E_EB99, 0x34B0_BCB5_E19B_48A8,
    0x391C_0CB3_C5C9_5A63, 0x4ED8_AA4A_E341_8ACB, 0x5B9C_CA4F_7763_E373, 0x682E_6FF3_D6B2_B8A3,
    0x748F_82EE_5DEF_B2FC, 0x78A5_636F_4317_2F60, 0x84C8_7814_A1F0_AB72, 0x8CC7_0208_1A64_39EC,
    0x90BE_FFFA_2363_1E28, 0xA450_6CEB_DE82_BDE9, 0xBEF9_A3F7_B2C6_7915, 0xC671_78F2_E372_532B,
    0xCA27_3ECE_EA26_619C, 0xD186_B8C7_21C0_C207, 0xEADA_7DD6_CDE0_EB1E, 0xF57D_4F7F_EE6E_D178,
    0x06F0_67AA_7217_6FBA, 0x0A63_7DC5_A2C8_98A6, 0x113F_9804_BEF9_0DAE, 0x1B71_0B35_131C_471B,
    0x28DB_77F5_2304_7D84, 0x32CA_AB7B_40C7_2493, 0x3C9E_BE0A_15C9_BEBC, 0x431D_67C4_9C10_0D4C,
    0x4CC5_D4BE_CB3E_42B6, 0x597F_299C_FC65_7E2A, 0x5FCB_6FAB_3AD6_FAEC, 0x6C44_198C_4A47_5817,
  ]
}
