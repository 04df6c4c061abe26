import Crypto
import Foundation
import TradeInCore

/// Files that people brought and have not decided about: sealed beside the ledger, `LEDGER.uploads`,
/// each in a folder of its user's own, gone after a day.
///
/// They are nobody's evidence, so nothing of the ledger names them: a file that is lost is brought
/// again.
public struct UploadFolder: Sendable {
    /// A file as it lies there.
    public struct Item: Hashable, Sendable {
        /// Names it in addresses: 24 hexadecimal digits.
        public var key: String
        /// When it was brought.
        public var madeAt: Moment
        /// What it takes on the disk, with all that belongs to it.
        public var byteCount: Int
    }

    /// What lies under one key.
    public enum Part: String, Sendable, CaseIterable {
        /// What its sender calls it; an upload is there when this is.
        case name
        /// What was brought.
        case file
        /// What is given back.
        case back
    }

    /// Why a file was not taken.
    public enum Refusal: Error, Hashable, Sendable {
        /// So many wait already.
        case tooMany(Int)
        /// So many bytes wait already.
        case tooLarge(Int)
    }

    /// For so long a file is kept.
    public static let keptSeconds: Int64 = 86_400
    /// So many files of one user wait at once.
    public static let mostItems = 8
    /// So many bytes of one user's files wait at once.
    public static let mostBytes = 48 << 20

    /// Where it lies.
    public let path: String
    private let keys: LedgerKeys

    /// The folder of a ledger; it is made when the first file comes.
    public init(_ store: LedgerStore) {
        path = store.path + ".uploads"
        keys = store.keys
    }

    // MARK: Files

    /// Puts a file there; one that is cut short by a crash is not there.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - name: what its sender calls it.
    ///   - user: whose it is.
    ///   - now: the present moment.
    /// - Returns: its key.
    /// - Throws: ``Refusal``, ``LedgerFailure/diskFull``, or the file system's error.
    public func put(
        _ bytes: [UInt8], name: String, of user: User, now: Moment
    ) throws -> String {
        let own = items(of: user)
        guard own.count < Self.mostItems else { throw Refusal.tooMany(own.count) }
        let held = own.reduce(0) { $0 + $1.byteCount }
        guard held + bytes.count <= Self.mostBytes else { throw Refusal.tooLarge(held) }
        try FileManager.default.createDirectory(
            atPath: folder(of: user), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let key = hexadecimal(try RandomBytes.take(12))
        try write(bytes, stem: "\(now.seconds)-\(key)", .file, of: user)
        try write(Array(name.utf8), stem: "\(now.seconds)-\(key)", .name, of: user)
        return key
    }

    /// Puts something beside a file that is there; nothing when it has gone.
    public func put(_ bytes: [UInt8], as part: Part, beside key: String, of user: User) throws {
        guard let stem = stem(of: key, of: user) else { return }
        try write(bytes, stem: stem, part, of: user)
    }

    /// A user's files, the newest first.
    public func items(of user: User) -> [Item] {
        let names = Self.names(folder(of: user))
        return names.filter { $0.hasSuffix(".name") }.compactMap { name in
            let stem = String(name.dropLast(5))
            guard let (madeAt, key) = Self.read(stem) else { return nil }
            let sizes = Part.allCases.map { size("\(folder(of: user))/\(stem).\($0.rawValue)") }
            return Item(key: key, madeAt: madeAt, byteCount: sizes.reduce(0, +))
        }.sorted { ($0.madeAt, $0.key) > ($1.madeAt, $1.key) }
    }

    /// A part of a user's own file, opened; nil when it is not there.
    ///
    /// - Throws: ``LedgerFailure/corrupt`` when it was changed, or is another one's.
    public func get(_ part: Part, of key: String, of user: User) throws -> [UInt8]? {
        guard let stem = stem(of: key, of: user) else { return nil }
        let place = "\(folder(of: user))/\(stem).\(part.rawValue)"
        guard let bytes = FileManager.default.contents(atPath: place) else { return nil }
        let mark = Self.mark(key, part, user)
        guard bytes.count > Self.keyLength,
            let opened = try? SealedRecord(
                sealedKey: Array(bytes.prefix(Self.keyLength)),
                sealed: Array(bytes.dropFirst(Self.keyLength))
            ).opened(under: keys.sealing), opened.starts(with: mark)
        else { throw LedgerFailure.corrupt("upload \(key)") }
        return Array(opened.dropFirst(mark.count))
    }

    /// Takes a user's own file away.
    public func remove(_ key: String, of user: User) {
        guard let stem = stem(of: key, of: user) else { return }
        for part in Part.allCases { unlink("\(folder(of: user))/\(stem).\(part.rawValue)") }
    }

    /// Takes away what is older than a day, and what a crash left half written an hour ago or more.
    public func clean(now: Moment) {
        for user in Self.names(path) {
            let folder = "\(path)/\(user)"
            let names = Self.names(folder)
            for name in names {
                let stem = String(name.prefix { $0 != "." })
                guard let madeAt = Self.read(stem)?.madeAt else { continue }
                let age = now.seconds - madeAt.seconds
                let isWhole = names.contains("\(stem).name") && !name.hasSuffix(".part")
                if age >= (isWhole ? Self.keptSeconds : 3600) { unlink("\(folder)/\(name)") }
            }
            // One that holds something stays.
            rmdir(folder)
        }
    }

    // MARK: Places

    private func folder(of user: User) -> String {
        "\(path)/\(Digests.sha256Hex(Array(user.key.utf8)).prefix(24))"
    }

    private func stem(of key: String, of user: User) -> String? {
        Self.names(folder(of: user)).first { $0.hasSuffix("-\(key).name") }
            .map { String($0.dropLast(5)) }
    }

    private static func read(_ stem: String) -> (madeAt: Moment, key: String)? {
        let parts = stem.split(separator: "-")
        guard parts.count == 2, let seconds = Int64(parts[0]), parts[1].utf8.count == 24 else {
            return nil
        }
        return (Moment(seconds: seconds), String(parts[1]))
    }

    private static func names(_ folder: String) -> [String] {
        // A folder that is not there holds nothing.
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private func size(_ place: String) -> Int {
        let found = try? FileManager.default.attributesOfItem(atPath: place)[.size]
        return (found as? NSNumber)?.intValue ?? 0
    }

    // MARK: Sealing

    /// A sealed key: nonce, key and tag of AES-256-GCM.
    private static let keyLength = 12 + 32 + 16

    /// What stands before the bytes, so that no file can be put in another's place.
    private static func mark(_ key: String, _ part: Part, _ user: User) -> [UInt8] {
        Array("\(key) \(part.rawValue) \(user.key)\n".utf8)
    }

    private func write(_ bytes: [UInt8], stem: String, _ part: Part, of user: User) throws {
        let key = String(stem.suffix(24))
        let record = try SealedRecord(
            Self.mark(key, part, user) + bytes, under: keys.sealing,
            seed: try RandomBytes.take(56)[...])
        let place = "\(folder(of: user))/\(stem).\(part.rawValue)"
        let temporary = place + ".part"
        do {
            guard
                FileManager.default.createFile(
                    atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600]),
                let handle = FileHandle(forWritingAtPath: temporary)
            else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            defer { try? handle.close() }
            try handle.write(contentsOf: Data(record.sealedKey + record.sealed))
            guard rename(temporary, place) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
        } catch {
            unlink(temporary)
            let code = (error as? POSIXError)?.code ?? (error as NSError).posixCode
            throw code == .ENOSPC || code == .EDQUOT ? LedgerFailure.diskFull : error
        }
    }
}

extension NSError {
    /// The kernel's own code, which Foundation's file errors carry beneath.
    fileprivate var posixCode: POSIXErrorCode? {
        guard let below = userInfo[NSUnderlyingErrorKey] as? NSError else { return nil }
        return POSIXErrorCode(rawValue: Int32(below.code))
    }
}
