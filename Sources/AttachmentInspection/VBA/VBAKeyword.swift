/// The words of VBA and of its libraries that mean something to an inspection, in lower case.
///
/// A case's name is the word itself.
enum VBAKeyword: UInt8, CaseIterable {
  // Statements ([MS-VBAL] §5.2–5.4).
  case `if`, then, `else`, `elseif`, end, `for`, each, `in`, to, step, next, `do`, `while`, until, loop, wend, exit,
    const
  case `public`, `private`, global, dim, `static`, friend, sub, function, property, set, `let`, call, declare, option,
    type
  case on, redim, goto, `case`, select, with, erase, attribute, rem, binary
  case new, byval, byref, optional, paramarray, addressof
  // Operators (§5.6.9).
  case and, or, xor, imp, eqv, mod, not
  // Constants.
  case `true`, `false`, vbcrlf, vbnewline, vblf, vbcr, vbtab, vbnullstring
  // Modules of the standard library (§6.1).
  case vba, strings, conversion, interaction
  // Functions of text and numbers (§6.1.2).
  case chr, chrw, chrb, asc, ascw, ascb, strreverse, len, lenb, lcase, ucase, trim, ltrim, rtrim, cstr, str, cvar, cint
  case clng, cbyte, val, int, fix, cdbl, abs, hex, mid, midb, left, right, space, string, replace, split, join, array
  case instr, environ, ubound, lbound, sgn
  // What acts on the machine.
  case createobject, getobject, callbyname, shell, executeexcel4macro, wscript, wshshell, run, exec, ontime
  case followhyperlink, put, open, savetofile, vbcomponents, evaluate, ddeinitiate, send, navigate, documentelement
  case ishellapplication, iwshshell, wshexec, sendkeys, shellexecute, shellexecutea, shellexecuteex, winexec
  case createprocess, createprocessa, urldownloadtofile, urldownloadtofilea, urldownloadtofilew, urldownloadtocachefile
  case internetreadfile, winhttprequest, xmlhttp, xmlhttp60, serverxmlhttp
  case addfromstring, insertlines, addfromfile, `import`
}

/// A set of keywords.
struct VBAKeywordSet: ExpressibleByArrayLiteral {
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0
  private var top: UInt64 = 0

  init(arrayLiteral keywords: VBAKeyword...) { for keyword in keywords { insert(keyword) } }

  mutating func insert(_ keyword: VBAKeyword) {
    let bit: UInt64 = 1 << UInt64(keyword.rawValue & 63)
    switch keyword.rawValue >> 6 {
    case 0: low |= bit
    case 1: middle |= bit
    case 2: high |= bit
    default: top |= bit
    }
  }

  func contains(_ keyword: VBAKeyword) -> Bool {
    let bit: UInt64 = 1 << UInt64(keyword.rawValue & 63)
    switch keyword.rawValue >> 6 {
    case 0: return low & bit != 0
    case 1: return middle & bit != 0
    case 2: return high & bit != 0
    default: return top & bit != 0
    }
  }

  func isDisjoint(with other: VBAKeywordSet) -> Bool {
    low & other.low | middle & other.middle | high & other.high | top & other.top == 0
  }
}
