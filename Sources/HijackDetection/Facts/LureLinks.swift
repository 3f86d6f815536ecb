import AttachmentInspection

extension MessageFacts {
  /// Links of attachments whose purpose is to be clicked: documents that lead to one place or two.
  ///
  /// Papers and manuals link to dozens of places; a page that says no more than "open" leads to one.
  var lureLinks: [LinkFact] {
    attachments.flatMap { attachment -> [LinkFact] in
      guard Self.pages.contains(attachment.type), attachment.urls.count <= 6 else { return [] }
      let links = attachment.urls.compactMap { LinkFact(target: $0) }
        .filter { link in
          // A service at which anyone leaves files may belong to an everyday name.
          link.sharedService != nil
            || !link.isOpaque && !HostTables.everyday.contains(link.domain) && !Self.vocabularies.contains(link.domain)
        }
      return Set(links.map(\.domain)).count <= 2 ? links : []
    }
  }

  /// What people read, and what can show a button.
  private static let pages: Set<AttachmentType> = [
    .pdf, .oleDoc, .oleXls, .olePpt, .ooxmlDocx, .ooxmlDocm, .ooxmlXlsx, .ooxmlXlsm, .ooxmlPptx, .ooxmlPptm, .html,
    .svg,
    .rtf, .onenote, .eml,
  ]

  /// Domains whose names stand in files as names of formats (XML namespaces, producers), and lead nobody anywhere.
  private static let vocabularies: Set<String> = [
    "w3.org", "adobe.com", "openxmlformats.org", "microsoft.com", "purl.org", "schemas.microsoft.com", "iec.ch",
    "aiim.org", "oasis-open.org", "apache.org", "libreoffice.org", "latex-project.org",
  ]
}
