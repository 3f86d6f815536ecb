import MailModel

/// The one style sheet of the page, known to its security policy by digest.
enum ReportStyle {
  /// The policy: nothing is loaded, nothing runs, nothing is sent.
  static var policy: String {
    "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
  }

  private static var digest: String { Base64Encoding.text(of: Array(ContentDigest(of: sheet).bytes)) }

  static let sheet = """
    :root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1d2129;--soft:#5a6270;--line:#dcdad3;--wash:#f2f0ea;
    --crit:#a3123a;--high:#b4430c;--med:#8a6100;--low:#3d6b8f;--info:#66707c;--mark:#fff1c9;--bad:#fde8e6;
    --mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    @media(prefers-color-scheme:dark){:root{--paper:#14171c;--card:#1b1f26;--ink:#e4e6ea;--soft:#a3abb8;--line:#323843;
    --wash:#22272f;--crit:#ff8098;--high:#ffa06a;--med:#e7bd56;--low:#86bce6;--info:#a3abb8;--mark:#4a3d12;--bad:#45211f;
    }}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
    "Helvetica Neue",sans-serif}
    header,main,footer{max-width:1180px;margin:0 auto;padding:0 24px}
    header{padding-top:32px}
    h1{font-size:27px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em}
    h2{font-size:19px;margin:44px 0 12px;padding-top:14px;border-top:2px solid var(--ink)}
    h3{font-size:16px;margin:26px 0 8px}
    p{margin:6px 0}
    nav{margin:14px 0 0;display:flex;flex-wrap:wrap;gap:6px 18px}
    a{color:inherit;text-decoration-color:var(--soft);text-underline-offset:3px}
    a:focus-visible,summary:focus-visible{outline:3px solid var(--low);outline-offset:2px;border-radius:3px}
    .soft{color:var(--soft)}
    .lead{font-size:18px;max-width:66em}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(124px,1fr));gap:12px;margin:18px 0}
    .tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
    .tile b{display:block;font-size:24px;line-height:1.15;font-variant-numeric:tabular-nums}
    .tile span{color:var(--soft);font-size:13px}
    .card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px 18px;margin:16px 0}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th{text-align:left;font-weight:600;color:var(--soft);font-size:12.5px;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);
    white-space:nowrap}
    td{padding:7px 12px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
    tr:last-child td,tr:last-child td~th,tr:last-child th:not(:only-child){border-bottom:0}
    thead th{border-bottom:1px solid var(--line)}
    td.when{white-space:nowrap;font-family:var(--mono);font-size:12.5px}
    td.who{min-width:210px}
    td .addr{display:inline-block;margin-right:8px}
    .card>h3:first-child{margin-top:0}
    td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}
    code,.addr,.mono{font-family:var(--mono);font-size:12.5px;overflow-wrap:anywhere}
    .lv{display:inline-block;min-width:62px;text-align:center;border-radius:4px;padding:1px 7px;font-size:12px;font-weight:700;
    color:var(--card)}
    .lv.critical{background:var(--crit)}.lv.high{background:var(--high)}.lv.medium{background:var(--med)}
    .lv.low{background:var(--low)}.lv.info{background:var(--info)}
    .tree{list-style:none;margin:8px 0;padding:0;font-size:14px}
    .tree li{padding:4px 8px;border-left:3px solid var(--line);overflow-wrap:anywhere}
    .tree li.turn{border-left-color:var(--crit);background:var(--bad);font-weight:600}
    .tree li.bad{border-left-color:var(--high)}
    .tree time{color:var(--soft);font-family:var(--mono);font-size:12.5px;margin-right:10px;font-weight:400}
    .d1{margin-left:18px}.d2{margin-left:36px}.d3{margin-left:54px}.d4{margin-left:72px}.d5{margin-left:90px}
    .d6{margin-left:108px}
    .turnline{margin:0;padding:2px 8px;color:var(--crit);font-size:12.5px;font-weight:700}
    td.differs{background:var(--bad);font-weight:600}
    details{margin:8px 0}
    summary{cursor:pointer;color:var(--soft)}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);border-radius:6px;padding:12px 14px;font:13px/1.5 var(--mono);
    margin:8px 0}
    .quote{color:var(--soft);border-left:3px solid var(--line);padding-left:12px}
    .tok{font:700 11px var(--mono);background:var(--mark);border-radius:3px;padding:0 3px}
    .cut{color:var(--soft)}
    .cmd{user-select:all;display:block;background:var(--wash);border-radius:6px;padding:8px 12px;margin:8px 0;
    font:12.5px/1.5 var(--mono);overflow-wrap:anywhere}
    svg{max-width:100%;height:auto;display:block}
    svg text{font:11px system-ui,sans-serif;fill:var(--soft)}
    svg .grid{stroke:var(--line)}
    svg .critical{fill:var(--crit)}svg .high{fill:var(--high)}svg .medium{fill:var(--med)}svg .low{fill:var(--low)}
    svg .edge{stroke:var(--soft);stroke-opacity:.45}
    svg .node{fill:var(--card);stroke:var(--ink)}svg .node.account{fill:var(--bad)}svg .node.host{fill:var(--mark)}
    svg .node.hash{fill:var(--wash)}
    svg .label{fill:var(--ink);font-size:11px}
    footer{padding:36px 24px 48px;color:var(--soft);font-size:13px}
    @media print{body{background:#fff;font-size:12px}details>*{display:block}.card{break-inside:avoid}nav{display:none}}
    """
}
