// The first build of each cumulative update in which a hole is closed: Microsoft, "Exchange Server build numbers and
// release dates", and the security updates of March, April and May 2021 (KB5000871, KB5001779, KB5003435).
extension ExchangeBuild {
  /// KB5000871, which was made for older cumulative updates too.
  static let proxyLogonFixes: [[UInt32]] = [
    [15, 0, 847, 64], [15, 0, 1395, 12], [15, 0, 1473, 6], [15, 0, 1497, 12],
    [15, 1, 1415, 10], [15, 1, 1466, 16], [15, 1, 1531, 12], [15, 1, 1591, 18], [15, 1, 1713, 10],
    [15, 1, 1779, 8], [15, 1, 1847, 12], [15, 1, 1913, 12], [15, 1, 1979, 8], [15, 1, 2044, 13], [15, 1, 2106, 13],
    [15, 1, 2176, 9], [15, 1, 2242, 4],
    [15, 2, 221, 18], [15, 2, 330, 11], [15, 2, 397, 11], [15, 2, 464, 15], [15, 2, 529, 13], [15, 2, 595, 8],
    [15, 2, 659, 12], [15, 2, 721, 13], [15, 2, 792, 10], [15, 2, 858, 5],
  ]

  /// KB5001779.
  static let proxyShellFixes: [[UInt32]] = [
    [15, 0, 1497, 15], [15, 1, 2176, 12], [15, 1, 2242, 8], [15, 2, 792, 13], [15, 2, 858, 10],
  ]

  /// KB5003435.
  static let proxyShellWriteFixes: [[UInt32]] = [
    [15, 0, 1497, 18], [15, 1, 2176, 14], [15, 1, 2242, 10], [15, 2, 792, 15], [15, 2, 858, 12],
  ]
}
