import MailTestSupport

@testable import AttachmentInspection

/// Small archives that 7-Zip 16.02, bzip2 1.0.8, xz 5.4.1 and zstd 1.5.4 packed of `PackedFixture.text` and `PackedFixture.code`, in
/// base64.
enum PackedFixture {
  /// The text that most of them hold.
  static let text = Array(
    (0..<60).map { "line \($0 * 7 % 13) of a text that is packed and comes out again\n" }.joined().utf8)

  /// Bytes with calls and jumps of x86 to two places.
  static let code: [UInt8] = {
    var code: [UInt8] = []
    for index in 0..<120 {
      let start = code.count
      code += [0x55, 0x8B, 0xEC, UInt8(index), 0xE8]
      code.append(u32: 4_000 - start)
      code += [0x0F, 0x84]
      code.append(u32: 9_000 - start)
    }
    return code
  }()

  /// Text, PPMd.
  static let ppmd = bytes(
    """
    N3q8ryccAARbTjoZdgAAAAAAAABGAAAAAAAAAIMfQIEAa/txxk9/OajlqhCAE/itjL9pOEziRry/ZIN1w5VKUfT7scHsqF99X71jqHbwtq6Gga
    ljEwFVeUAF+HEx4mdZqc2nVZYv0rpfY+Hcn4QrM0iKdpysoehyjg3VbvN2njo2fLSFU3eZb15irxaoB6DkvEf3tmAAAQQGAAEJdgAHCwEAASMD
    BAEFBgAAAQAMjD0ACAoBXhDzKAAABQEZBQAAAAAAEQ0AYQAuAHQAeAB0AAAAFQYBACCApIEAAA==
    """)

  /// Text, bzip2.
  static let bzip2Folder = bytes(
    """
    N3q8ryccAATqP2pVpAAAAAAAAABGAAAAAAAAAKSObtJCWmg5MUFZJlNZZVxrUAAEBNmAABBAAH/gL+/OQDAA9kCgAAAAAmqpI8iDAAZAKVJQYA
    AAHehwocaGlDlUMKG2tm5f621tN03z/NxvMplMp6FXEq1lX7OMwYRgxBeirBV0KsFXUqyoaqHOh0qHihnQ/aGlDXQ1UMKGlDZQzoZ0MqGlDKhh
    QxoY0MKh/UPqh6oY0PdDGoa6GVD4LuSKcKEgyrjWoAEEBgABCYCkAAcLAQABAwQCAgyMPQAICgFeEPMoAAAFARkKAAAAAAAAAAAAABENAGEALg
    B0AHgAdAAAABUGAQAggKSBAAA=
    """)

  /// Code, BCJ2 and LZMA.
  static let branchStreams = bytes(
    """
    N3q8ryccAASVuXLqJgIAAAAAAAB2AAAAAAAAAMC+rmAAKqLZgAeCz9bA2bUDM4alM97u1V5m9xa3uVuwOj+6DwSA49UZFQRLZ7mnyX3XOcAM++
    zQFlvgfcNRnAPRIDXBZX75l//lRtl/mcxdvL5N7IH27oDeE18dJiSSVJmglgPeoasUxwCuy+6aW8RLlIkMvh9rgB/Fyd7Bq4yeruxHQXOBHOp6
    DvFDCa3R7JKeX1JSmSMtdTdjrZbFzwDukvm2wXU/ek2m4my1FuwvmRhO3XH3y9VyarW6Z/4ysVPbeIyp4MuiCRtXHla1779VMG7fmI3HO4Xgdz
    /UFgEIKgVv92UoYSAnTa5AvoR/U5zBQh6oQgXn17A0Lc5l2oxF4p0zOdyGZKyXqb9Jg7wpLjpkNZ32ztJe7BWbUB5ZTQU5EofPz0l/kyIyKakZ
    XCgyrejJ+iOBQkZhwclYvCppERkVmlVLx5P/1DXqKqy5HBnXbIKvvBEs2owAaE88RyN+cdWnhA6kJzIbprLmZfw1AIZHQenrCcTS3aCySMgIH8
    kscjHctusuh3GCXyVwLZyPqRkdTsabF2byBVmdEXR4L3RwgSkjWZRZpejJ7hJYKQUP7G/Jx/RhKldEhLxb7o/oaRw60b1mmEMrGUw8yriMxEap
    I8fLk51Y/zghfd3uRqTzyjptFamcqNkerFq/FPnaJMls7m3zaLuLe+rv6mUs6yk5/GypF1wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAQQGAAQJggUXBQUABwsBAAQjAwEBBV0AEAAAIwMBAQVdABAAACMDAQEFXQAQAAAUAwMBGwQBBQAEAQMCAgYBAAwAAIcIhwgACAoB6GIJ
    GwAABQEZCAAAAAAAAAAAEQ0AYgAuAGIAaQBuAAAAFQYBACCApIEAAA==
    """)

  /// Code, the ARM filter and LZMA2.
  static let armFilter = bytes(
    """
    N3q8ryccAAScosdeDAIAAAAAAABGAAAAAAAAADW0vY/gBwcCBF0AKqLZgAeCz9bA2bUDM4alM97u1V5m9xa3uVuwOj+6DwSA49UZFQRLZ7mnyX
    3XOcAM++zQFlvgfcNRnAPRIDXBZX75l//lRtl/mcxdvL5N7IH27oDeE18dJiSSVJmglgPeoasUxwCuy+6aW8RLlIkMvh9rgB/Fyd7Bq4yeruxH
    QXOBHOp6DvFDCa3R7JKeX1JSmSMtdTdjrZbFzwDukvm2wXU/ek2m4my1FuwvmRhO3XH3y9VyarW6Z/4ysVPbeIyp4MuiCRtXHla1779VMG7fmI
    3HO4Xgdz/UFgEIKgVv92UoYSAnTa5AvoR/U5zBQh6oQgXn17A0Lc5l2oxF4p0zOdyGZKyXqb9Jg7wpLjpkNZ32ztJe7BWbUB5ZTQU5EofPz0l/
    kyIyKakZXCgyrejJ+iOBQkZhwclYvCppERkVmlVLx5P/1DXqKqy5HBnXbIKvvBEs2owAaE88RyN+cdWnhA6kJzIbprLmZfw1AIZHQenrCcTS3a
    CySMgIH8kscjHctusuh3GCXyVwLZyPqRkdTsabF2byBVmdEXR4L3RwgSkjWZRZpejJ7hJYKQUP7G/Jx/RhKldEhLxb7o/oaRw60b1mmEMrGUw8
    yriMxEapI8fLk51Y/zghfd3uRqTzyjptFamcqNkerFq/FPnaJMls7m3zaLuLe+rv6mUs6yk5/GypF1wAAAEEBgABCYIMAAcLAQACISEBAAQDAw
    UBAQAMhwiHCAAICgHoYgkbAAAFARkBABENAGIALgBiAGkAbgAAABUGAQAggKSBAAA=
    """)

  /// Code, the PowerPC filter and LZMA2.
  static let powerPCFilter = bytes(
    """
    N3q8ryccAARvQ/+BDAIAAAAAAABGAAAAAAAAAL7GEGPgBwcCBF0AKqLZgAeCz9bA2bUDM4alM97u1V5m9xa3uVuwOj+6DwSA49UZFQRLZ7mnyX
    3XOcAM++zQFlvgfcNRnAPRIDXBZX75l//lRtl/mcxdvL5N7IH27oDeE18dJiSSVJmglgPeoasUxwCuy+6aW8RLlIkMvh9rgB/Fyd7Bq4yeruxH
    QXOBHOp6DvFDCa3R7JKeX1JSmSMtdTdjrZbFzwDukvm2wXU/ek2m4my1FuwvmRhO3XH3y9VyarW6Z/4ysVPbeIyp4MuiCRtXHla1779VMG7fmI
    3HO4Xgdz/UFgEIKgVv92UoYSAnTa5AvoR/U5zBQh6oQgXn17A0Lc5l2oxF4p0zOdyGZKyXqb9Jg7wpLjpkNZ32ztJe7BWbUB5ZTQU5EofPz0l/
    kyIyKakZXCgyrejJ+iOBQkZhwclYvCppERkVmlVLx5P/1DXqKqy5HBnXbIKvvBEs2owAaE88RyN+cdWnhA6kJzIbprLmZfw1AIZHQenrCcTS3a
    CySMgIH8kscjHctusuh3GCXyVwLZyPqRkdTsabF2byBVmdEXR4L3RwgSkjWZRZpejJ7hJYKQUP7G/Jx/RhKldEhLxb7o/oaRw60b1mmEMrGUw8
    yriMxEapI8fLk51Y/zghfd3uRqTzyjptFamcqNkerFq/FPnaJMls7m3zaLuLe+rv6mUs6yk5/GypF1wAAAEEBgABCYIMAAcLAQACISEBAAQDAw
    IFAQAMhwiHCAAICgHoYgkbAAAFARkBABENAGIALgBiAGkAbgAAABUGAQAggKSBAAA=
    """)

  /// Text, PPMd and AES with the password `infected`.
  static let encryptedPPMd = bytes(
    """
    N3q8ryccAAQJNNsogAAAAAAAAABmAAAAAAAAADJ7uCerkJrJfPMmTK4HFtQDTm3NTCE0GeTCGxRN9G/4NA29JFPaJ+QdBCogn+Q+WRCi4huVyC
    9N5H5w66SCxazaACKXQZtVfZqTTa8uoYIdEOVBSCsjejezbwiN3CFyklCzVmn3yfvudaUh4DtgdbPhU+5iwzYmmlVA6MVsrZ8n2BJyfQEEBgAB
    CYCAAAcLAQACJAbxBwESUw+mS2Lup0jDZO9jXb3+xRANIwMEAQUGAAABAAEADHaMPQAICgFeEPMoAAAFARkJAAAAAAAAAAAAEQ0AYQAuAHQAeA
    B0AAAAFQYBACCApIEAAA==
    """)

  /// Text as a bzip2 file.
  static let bzip2 = bytes(
    """
    QlpoOTFBWSZTWWVca1AABATZgAAQQAB/4C/vzkAwAPZAoAAAAAJqqSbImAQYZAKVJAmmDU9TJoyZ3odKHWhpQ/KhhQ41t5LguNczpM5tOhmZTK
    ZTyKtCriVa5pMGEYMQXkqwVdirBV+FWVDVQ/aH9UPFDOhuoaUNlDVQwoaUNtDOhnQyoaUMqGFDGhjQwqG+h9UPVDGh7oY1DZQyofBdyRThQkGV
    ca1A
    """)

  /// Text as an xz file.
  static let xz = bytes(
    """
    /Td6WFoAAATm1rRGAgAhAQgAAADYDyMT4Aw8AGpdADYaSh8IoCYDTQad7+2MoT/IOM9thS+Y9mRqlCRUtV8xbau0OdalzQqCmjMDtpnlHrDRu7
    4RfPxDkmjEeldeDTHC+tHiJB7Gbhb7eqRynGywCzLNopwCLnh9qPc5YL/0nPsPxtO5gb5fmrsAAAAzVYKYmdV/hwABhgG9GAAAJ27xy7HEZ/sC
    AAAAAARZWg==
    """)

  /// Code as an xz file with the x86 filter.
  static let xzOfCode = bytes(
    """
    /Td6WFoAAATm1rRGAgEEACEBCADSuXTL4AcHAVBdACqi2YAHgvPEwNm1AzOGpTPe7tZialX0Dpy9A7mm6iXPGEL61TEk7IgsfeJA9j8ixN/lCG
    OgI6JKQTDYNRNy5PhKUjTT0h+/9fvgFnqqla8BNnjM/5HHnL1LQlYHsbuZK9G+RHHCvOaJgEiXhgv6VFhHG+2EM0rbtn0x/UDzIXvmAj5Rhkhn
    Bmql8vHdCFiGfzVCzZ9070fudwFOr6IwO4zEkt5gjXQAjXgGc63Ox85HULOrQAWdSjd0Qt/pABGEt7msEEyA5dJl2+/yLHL5jyhgdJi105E1sW
    WlJQHiqUHPJIfTbNswv6dKLMHz0TfxvRQwJKgd7MGlFPMs9OzcthqyXyaBmCsCfIoMrbtdHk3AdVea7yiIvgutAqjs2K7c7Dd6mOE8OIvRZ8at
    Ny/y0WI/PIeDWHtf0sPXIqGW3q4iymQ6ZNRZfSsfVeOD1WlEjADKsQrU43MoTwAB7AKIDgAAmu9g+rHEZ/sCAAAAAARZWg==
    """)

  /// Text in a ZIP file, method 14.
  static let zipLZMA = bytes(
    """
    UEsDBD8AAgAOAIdzeF1eEPMofQAAAD0MAAAFAAAAYS50eHQaAgUAXQAQAAAANhpKHwigJgNNBp3v7YyhP8g4z22FL5j2ZGqUJFS1XzFtq7Q51q
    XNCoKaMwO2meUesNG7vhF8/EOSaMR6V14NMcL60eIkHsZuFvt6pHKcbLNsytof7sDn1qc4UYMv/NTeiS0JR433eF8nD8l5fT//DOrtAFBLAQI/
    Az8AAgAOAIdzeF1eEPMofQAAAD0MAAAFACQAAAAAAAAAIICkgQAAAABhLnR4dAoAIAAAAAAAAQAYAK9HcAkgfN0BAAAAAAAAAAAAAAAAAAAAAF
    BLBQYAAAAAAQABAFcAAACgAAAAAAA=
    """)

  /// Text in a ZIP file, method 12.
  static let zipBzip2 = bytes(
    """
    UEsDBC4AAAAMAIdzeF1eEPMopAAAAD0MAAAFAAAAYS50eHRCWmg5MUFZJlNZZVxrUAAEBNmAABBAAH/gL+/OQDAA9kCgAAAAAmqpI8iDAAZAKV
    JQYAAAHehwocaGlDlUMKG2tm5f621tN03z/NxvMplMp6FXEq1lX7OMwYRgxBeirBV0KsFXUqyoaqHOh0qHihnQ/aGlDXQ1UMKGlDZQzoZ0MqGl
    DKhhQxoY0MKh/UPqh6oY0PdDGoa6GVD4LuSKcKEgyrjWoFBLAQI/Ay4AAAAMAIdzeF1eEPMopAAAAD0MAAAFACQAAAAAAAAAIICkgQAAAABhLn
    R4dAoAIAAAAAAAAQAYAK9HcAkgfN0BAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFcAAADHAAAAAAA=
    """)

  /// Text as a Zstandard file.
  static let zstandard = bytes(
    """
    KLUv/WQ9CwUDAPIDDhGQfYA6OELpR/8T6Q7wMbaIGUeYIogaSSBQ47/3rK3jRu1yVt9Zk+uv4+j5Yfa8W/Z3Zz14q3EGDqAwev8/A2Azk3qTUe
    VvM3InPiNxz3wOnBNOnHDCCSf2MF1hpJM6bG0=
    """)

  private static func bytes(_ text: String) -> [UInt8] {
    Base64Literals.decode(Array(text.utf8.filter { $0 != 0x0A }), 0..<text.utf8.count { $0 != 0x0A })
  }
}
