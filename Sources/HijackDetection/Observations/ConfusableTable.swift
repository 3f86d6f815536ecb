/// Letters and digits beyond ASCII that pass for one of ASCII in a domain name: data, written by
/// `Tests/conformance/make-confusables.py` from Unicode's confusables.txt (UTS #39 §4) as of 2024-01-30,
/// by all signs that of version 15.1.0; the file it was taken from does not name it.
///
/// The data is © Unicode, Inc., under the Unicode License (https://www.unicode.org/license.txt).
enum ConfusableTable {
  /// For each character of ASCII the code points that pass for it, in hexadecimal digits.
  static let lists: [(character: UInt8, points: String)] = [
    (
      0x32,
      """
      14BF
      """
    ),
    (
      0x36,
      """
      0431
      """
    ),
    (
      0x38,
      """
      0223 09EA 0A6A
      """
    ),
    (
      0x39,
      """
      09ED 0A67 0B68 0D6D
      """
    ),
    (
      0x61,
      """
      00E0 00E1 00E2 00E3 00E4 00E5 0101 0103 0105 01CE 01DF 01E1 01FB 0201 0203 0227 0251 03B1 0430 15C5 1E01 \
      1EA1 1EA3 1EA5 1EA7 1EA9 1EAB 1EAD 1EAF 1EB1 1EB3 1EB5 1EB7 A4EE
      """
    ),
    (
      0x62,
      """
      1472 15AF 15F7 1E03 1E05 1E07 A4D0
      """
    ),
    (
      0x63,
      """
      00E7 0107 0109 010B 010D 0441 1D04 1E09 2CA5 A4DA ABAF
      """
    ),
    (
      0x64,
      """
      010F 0501 146F 15DE 15EA 1E0B 1E0D 1E0F 1E11 1E13 A4D2 A4D3
      """
    ),
    (
      0x65,
      """
      00E8 00E9 00EA 00EB 0113 0115 0117 0119 011B 0205 0207 0229 0435 04BD 1E15 1E17 1E19 1E1B 1E1D 1EB9 1EBB \
      1EBD 1EBF 1EC1 1EC3 1EC5 1EC7 2D39 A4F0 AB32
      """
    ),
    (
      0x66,
      """
      0584 15B4 1E1F 1E9D A4DD A799 AB35
      """
    ),
    (
      0x67,
      """
      011D 011F 0121 0123 018D 01E7 01F5 0261 0581 1D83 1E21 A4D6
      """
    ),
    (
      0x68,
      """
      0125 021F 04BB 0570 157C 1E23 1E25 1E27 1E29 1E2B 1E96 A4E7
      """
    ),
    (
      0x69,
      """
      00EC 00ED 00EE 00EF 0129 012B 012D 012F 0131 01D0 0209 020B 0269 026A 03B9 0456 04CF 1E2D 1E2F 1EC9 1ECB \
      A647 AB75
      """
    ),
    (
      0x6A,
      """
      0135 01F0 03F3 0458 148D A4D9
      """
    ),
    (
      0x6B,
      """
      0137 01E9 16D5 1E31 1E33 1E35 A4D7
      """
    ),
    (
      0x6C,
      """
      013A 013C 013E 01C0 06F1 14AA 16C1 1E37 1E39 1E3B 1E3D 2D4F A4E1 A4F2
      """
    ),
    (
      0x6D,
      """
      15F0 16D6 1E3F 1E41 1E43 A4DF
      """
    ),
    (
      0x6E,
      """
      00F1 0144 0146 0148 01F9 0578 057C 1E45 1E47 1E49 1E4B A4E0
      """
    ),
    (
      0x6F,
      """
      00F2 00F3 00F4 00F5 00F6 014D 014F 0151 01A1 01D2 01EB 01ED 020D 020F 022B 022D 022F 0231 03BF 03C3 043E \
      0585 06F5 0966 09E6 0A66 0AE6 0B20 0B66 0BE6 0C66 0CE6 0D20 0D66 0E50 0ED0 101D 1040 10FF 12D0 1D0F 1D11 \
      1E4D 1E4F 1E51 1E53 1ECD 1ECF 1ED1 1ED3 1ED5 1ED7 1ED9 1EDB 1EDD 1EDF 1EE1 1EE3 2C9F 2D54 A4F3 AB3D
      """
    ),
    (
      0x70,
      """
      03C1 0440 146D 1E55 1E57 2CA3 A4D1
      """
    ),
    (
      0x71,
      """
      051B 0563 0566 2D55
      """
    ),
    (
      0x72,
      """
      0155 0157 0159 0211 0213 0433 1587 1D26 1E59 1E5B 1E5D 1E5F 2C85 A4E3 AB47 AB48 AB81
      """
    ),
    (
      0x73,
      """
      015B 015D 015F 0161 01BD 0219 0455 1E61 1E63 1E65 1E67 1E69 A4E2 A731 ABAA
      """
    ),
    (
      0x74,
      """
      0163 0165 021B 1E6B 1E6D 1E6F 1E71 1E97 A4D4
      """
    ),
    (
      0x75,
      """
      00F9 00FA 00FB 00FC 0169 016B 016D 016F 0171 0173 01B0 01D4 01D6 01D8 01DA 01DC 0215 0217 028B 03C5 057D \
      1200 144C 1D1C 1E73 1E75 1E77 1E79 1E7B 1EE5 1EE7 1EE9 1EEB 1EED 1EEF 1EF1 A4F4 A79F AB4E AB52
      """
    ),
    (
      0x76,
      """
      03BD 0475 06F7 142F 1D20 1E7D 1E7F 2D38 A4E6 A6DF ABA9
      """
    ),
    (
      0x77,
      """
      0175 026F 0461 051D 0561 1D21 1E81 1E83 1E85 1E87 1E89 1E98 A4EA AB83
      """
    ),
    (
      0x78,
      """
      0445 1541 157D 16B7 1E8B 1E8D 2D5D A4EB
      """
    ),
    (
      0x79,
      """
      00FD 00FF 0177 0233 0263 028F 03B3 0443 04AF 10E7 1D8C 1E8F 1E99 1EF3 1EF5 1EF7 1EF9 1EFF A4EC AB5A
      """
    ),
    (
      0x7A,
      """
      017A 017C 017E 1D22 1E91 1E93 1E95 A4DC AB93
      """
    ),
  ]
}
