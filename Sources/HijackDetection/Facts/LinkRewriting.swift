/// Undoes what mail protection services do to links, where their form lets the target be read.
///
/// Forms: Microsoft Safe Links (`url=` percent-encoded), Proofpoint URL Defense v1 and v2 (`u=`, in v2 with `-` for `%`
/// and `_` for `/`) and v3 (`/v3/__…__;`), Google (`/url?q=`), Barracuda (`a=`), Trend Micro, Sophos and Fireeye
/// (`url=`, `d=`, `u=`). Others are known by their host only, and their target stays unknown.
enum LinkRewriting {
  /// The target behind the wrapping, and whether the wrapping could not be undone.
  ///
  /// `host` and `domain` are those of `url`.
  static func unwrapped(_ url: String, host: String, domain: String) -> (url: String, isOpaque: Bool) {
    guard services.contains(domain) else { return (url, false) }
    if host.hasSuffix("safelinks.protection.outlook.com") { return decoded(url, parameter: "url") }
    if host == "urldefense.com" || host.hasSuffix("urldefense.us") || host.hasSuffix("urldefense.proofpoint.com") {
      return proofpoint(url)
    }
    if host == "www.google.com" || host == "google.com", let target = parameter("q", of: url),
      url.containsText("/url?"), LinkFact.host(of: target) != nil
    {
      return (target, false)
    }
    if host == "linkprotect.cudasvc.com" { return decoded(url, parameter: "a") }
    if host.hasSuffix("protection.sophos.com") || host.hasSuffix("trendmicro.com") && url.containsText("url=") {
      return decoded(url, parameter: "url")
    }
    if host.hasSuffix("fireeye.com") { return decoded(url, parameter: "u") }
    let isOpaque = opaqueHosts.contains { host == $0 || host.hasSuffix("." + $0) }
    return (url, isOpaque)
  }

  /// The registrable domains of all services: hardly a link leads to one.
  private static let services: Set<String> = Set(
    [
      "outlook.com", "urldefense.com", "urldefense.us", "proofpoint.com", "google.com", "cudasvc.com", "sophos.com",
      "trendmicro.com", "fireeye.com",
    ] + opaqueHosts.map { RegistrableDomain(host: $0).name })

  private static let opaqueHosts = [
    "mimecast.com", "mimecastprotect.com", "secure-web.cisco.com", "clicktime.symantec.com", "hornetsecurity.com",
    "securence.com", "avanan.click", "eu1.proofpointessentials.com", "mailguard.com.au", "fortimailcloud.com",
    "trustwave.com", "spamgourmet.com", "antispameurope.com", "retarus.com", "nospamproxy.com",
  ]

  private static func decoded(_ url: String, parameter name: String) -> (url: String, isOpaque: Bool) {
    guard let target = parameter(name, of: url), LinkFact.host(of: target) != nil else { return (url, true) }
    return (target, false)
  }

  private static func proofpoint(_ url: String) -> (url: String, isOpaque: Bool) {
    if let start = range(after: "/v3/__", in: url) {
      let rest = url.utf8[start...]
      let text = String(decoding: Array(rest), as: UTF8.self)
      let end = ByteSearch.first("__;", in: Array(text.utf8)) ?? text.utf8.count
      let target = String(decoding: Array(text.utf8.prefix(end)), as: UTF8.self)
      return LinkFact.host(of: target) == nil ? (url, true) : (target, false)
    }
    guard let raw = rawParameter("u", of: url) else { return (url, true) }
    let isSecond = url.containsText("/v2/")
    let bytes = raw.utf8.map { byte -> UInt8 in
      isSecond ? (byte == 0x2D ? 0x25 : byte == 0x5F ? 0x2F : byte) : byte
    }
    let target = percentDecoded(bytes)
    return LinkFact.host(of: target) == nil ? (url, true) : (target, false)
  }

  private static func range(after mark: String, in url: String) -> String.Index? {
    guard let at = ByteSearch.first(mark, in: Array(url.utf8)) else { return nil }
    return url.utf8.index(url.utf8.startIndex, offsetBy: at + mark.utf8.count)
  }

  private static func parameter(_ name: String, of url: String) -> String? {
    rawParameter(name, of: url).map { percentDecoded(Array($0.utf8)) }
  }

  private static func rawParameter(_ name: String, of url: String) -> String? {
    guard let query = url.utf8.firstIndex(of: 0x3F) else { return nil }
    for pair in url[query...].dropFirst().split(separator: "&") {
      // Links of HTML parts may still hold `&amp;`.
      let clean = pair.hasPrefix("amp;") ? pair.dropFirst(4) : pair
      if clean.hasPrefix(name + "=") { return String(clean.dropFirst(name.count + 1)) }
    }
    return nil
  }

  private static func percentDecoded(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x25, at + 2 < bytes.count, let high = bytes[at + 1].hexadecimalValue,
        let low = bytes[at + 2].hexadecimalValue
      {
        out.append(high << 4 | low)
        at += 3
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
