/// Hosts that mean something to judgement: data, lower case.
enum HostTables {
  /// Names under which a firm gives names (or buckets) to its customers: one more label belongs to the customer.
  static let sharedSuffixes: Set<String> = [
    "blogspot.com", "github.io", "gitlab.io", "herokuapp.com", "azurewebsites.net", "blob.core.windows.net",
    "web.core.windows.net", "cloudapp.net", "cloudfront.net", "s3.amazonaws.com", "web.app", "firebaseapp.com",
    "netlify.app", "vercel.app", "pages.dev", "workers.dev", "r2.dev", "wordpress.com", "weebly.com", "wixsite.com",
    "sharepoint.com", "onmicrosoft.com", "myshopify.com", "appspot.com", "ngrok.io", "ngrok-free.app", "duckdns.org",
    "000webhostapp.com",
    "glitch.me", "onrender.com", "fly.dev", "surge.sh", "repl.co", "square.site", "godaddysites.com", "strikingly.com",
    "tumblr.com", "typepad.com", "readthedocs.io", "trycloudflare.com", "hopto.org", "ddns.net", "zapto.org",
    "azurefd.net", "azureedge.net", "b-cdn.net", "webflow.io", "framer.app", "substack.com", "zendesk.com",
    "atlassian.net", "canva.site", "my.canva.site", "jimdofree.com", "yolasite.com", "blob.core.usgovcloudapi.net",
  ]

  /// The last labels of shared suffixes: most hosts need no further look.
  static let sharedSuffixEnds = Set(
    sharedSuffixes.map { suffix in
      String(decoding: suffix.utf8.reversed().prefix { $0 != 0x2E }.reversed(), as: UTF8.self)
    })

  /// Hosts so common that their first appearance in an archive says nothing.
  static let everyday: Set<String> = [
    "google.com", "youtube.com", "youtu.be", "goo.gl", "gmail.com", "microsoft.com", "office.com", "live.com",
    "outlook.com", "office365.com", "aka.ms", "bing.com", "msn.com", "apple.com", "icloud.com", "facebook.com",
    "instagram.com", "whatsapp.com", "twitter.com", "x.com", "linkedin.com", "xing.com", "wikipedia.org",
    "wikimedia.org", "github.com", "gitlab.com", "sourceforge.net", "stackoverflow.com", "stackexchange.com",
    "zoom.us", "webex.com", "gotomeeting.com", "teams.com", "skype.com", "amazon.com", "amazon.de", "paypal.com",
    "yahoo.com", "w3.org", "ietf.org", "mozilla.org", "adobe.com", "cisco.com", "ibm.com", "oracle.com", "intel.com",
    "kernel.org", "debian.org", "ubuntu.com", "redhat.com", "python.org", "apache.org", "gnu.org", "doodle.com",
    "maps.app.goo.gl", "nytimes.com", "bbc.co.uk", "bbc.com", "reuters.com", "medium.com", "reddit.com", "vimeo.com",
    "imgur.com", "europa.eu", "avast.com", "avg.com", "mcafee.com", "symantec.com", "kaspersky.com", "lkml.org",
    "dhl.com", "dhl.de", "ups.com", "fedex.com", "bahn.de", "booking.com", "example.com", "example.org",
  ]

  /// Hosts that stand in front of a link and lead on to another: shorteners and trackers.
  static let redirectors: Set<String> = [
    "bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "rebrand.ly", "cutt.ly", "t.ly", "rb.gy",
    "tiny.cc", "shorturl.at", "s.id", "lnkd.in", "v.gd", "qrco.de", "bl.ink", "short.io", "urlz.fr", "clck.ru",
  ]

  /// Hosts at which anyone may leave a file for others.
  static let fileSharing: Set<String> = [
    "dropbox.com", "dropboxusercontent.com", "drive.google.com", "docs.google.com", "onedrive.live.com", "1drv.ms",
    "wetransfer.com", "we.tl", "mega.nz", "mediafire.com", "box.com", "sendspace.com", "anonfiles.com", "gofile.io",
    "transfer.sh", "file.io", "pcloud.com", "4shared.com", "filebin.net", "discordapp.com",
    "firebasestorage.googleapis.com",
    "storage.googleapis.com", "temp.sh", "catbox.moe", "cdn.discordapp.com", "dl.dropboxusercontent.com",
    "hightail.com", "filemail.com", "smash.com", "send-anywhere.com", "zippyshare.com", "files.fm", "uploadfiles.io",
    "sites.google.com", "forms.office.com", "sway.office.com", "notion.site", "evernote.com", "ipfs.io", "pastebin.com",
  ]

  /// Providers whose mail servers send for everyone: the network of one server says nothing of the sender.
  static let mailProviders: Set<String> = [
    "google.com", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "yahoodns.net",
    "amazonses.com", "icloud.com", "me.com", "apple.com", "fastmail.com", "messagingengine.com", "protonmail.ch",
    "proton.me", "gmx.net", "gmx.de", "web.de", "kundenserver.de", "ovh.net", "sendgrid.net", "mailgun.net",
    "mimecast.com", "pphosted.com", "messagelabs.com", "iphmx.com", "secureserver.net", "zoho.com", "mail.ru",
    "yandex.net", "yandex.ru", "t-online.de", "orange.fr", "free.fr", "aol.com", "ppe-hosted.com",
    "barracudanetworks.com",
    "qq.com", "163.com", "126.com", "mailchannels.net", "antispameurope.com", "hornetsecurity.com", "sophos.com",
  ]

  /// Domains at which anyone has a mailbox.
  static let freeMail: Set<String> = [
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.fr", "hotmail.co.uk", "live.com", "msn.com",
    "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "ymail.com", "aol.com", "icloud.com", "me.com", "mac.com",
    "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "orange.fr",
    "wanadoo.fr",
    "free.fr", "laposte.net", "sfr.fr", "libero.it", "virgilio.it", "tiscali.it", "mail.ru", "yandex.ru", "yandex.com",
    "bk.ru", "list.ru", "inbox.ru", "qq.com", "163.com", "126.com", "sina.com", "protonmail.com", "proton.me", "pm.me",
    "tutanota.com", "fastmail.com", "fastmail.fm", "zoho.com", "comcast.net", "verizon.net", "att.net", "bluewin.ch",
    "wp.pl", "onet.pl", "o2.pl", "interia.pl", "seznam.cz", "naver.com", "hanmail.net", "rediffmail.com", "uol.com.br",
    "terra.com.br", "bol.com.br", "btinternet.com", "xs4all.nl", "ziggo.nl", "telenet.be", "skynet.be", "gmail.co",
  ]
}
