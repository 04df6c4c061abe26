import TradeInCore

/// The packs and the register of item classes, as shipped inside the program.
public enum PolicyLibrary {
    /// The files of every shipped pack, in the order of their names.
    ///
    /// Embedding gives each file a name of its own in code, so the table is written by
    /// hand; a test compares it with the folder.
    public static var shippedFiles: [PackFiles] {
        [
            PackFiles(
                base: "cn_appliance_2024", yaml: PackageResources.cn_appliance_2024_yaml,
                notice: PackageResources.cn_appliance_2024_notice_md,
                cases: PackageResources.cn_appliance_2024_cases_yaml),
            PackFiles(
                base: "cn_appliance_2026", yaml: PackageResources.cn_appliance_2026_yaml,
                notice: PackageResources.cn_appliance_2026_notice_md,
                cases: PackageResources.cn_appliance_2026_cases_yaml),
            PackFiles(
                base: "cn_digital_2025", yaml: PackageResources.cn_digital_2025_yaml,
                notice: PackageResources.cn_digital_2025_notice_md,
                cases: PackageResources.cn_digital_2025_cases_yaml),
            PackFiles(
                base: "cn_digital_2026", yaml: PackageResources.cn_digital_2026_yaml,
                notice: PackageResources.cn_digital_2026_notice_md,
                cases: PackageResources.cn_digital_2026_cases_yaml),
            PackFiles(
                base: "cn_e_bike_2025", yaml: PackageResources.cn_e_bike_2025_yaml,
                notice: PackageResources.cn_e_bike_2025_notice_md,
                cases: PackageResources.cn_e_bike_2025_cases_yaml),
            PackFiles(
                base: "cn_vehicle_replacement_2025",
                yaml: PackageResources.cn_vehicle_replacement_2025_yaml,
                notice: PackageResources.cn_vehicle_replacement_2025_notice_md,
                cases: PackageResources.cn_vehicle_replacement_2025_cases_yaml),
            PackFiles(
                base: "cn_vehicle_replacement_2026",
                yaml: PackageResources.cn_vehicle_replacement_2026_yaml,
                notice: PackageResources.cn_vehicle_replacement_2026_notice_md,
                cases: PackageResources.cn_vehicle_replacement_2026_cases_yaml),
            PackFiles(
                base: "cn_vehicle_scrappage_2024",
                yaml: PackageResources.cn_vehicle_scrappage_2024_yaml,
                notice: PackageResources.cn_vehicle_scrappage_2024_notice_md,
                cases: PackageResources.cn_vehicle_scrappage_2024_cases_yaml),
            PackFiles(
                base: "cn_vehicle_scrappage_2025",
                yaml: PackageResources.cn_vehicle_scrappage_2025_yaml,
                notice: PackageResources.cn_vehicle_scrappage_2025_notice_md,
                cases: PackageResources.cn_vehicle_scrappage_2025_cases_yaml),
            PackFiles(
                base: "cn_vehicle_scrappage_2026",
                yaml: PackageResources.cn_vehicle_scrappage_2026_yaml,
                notice: PackageResources.cn_vehicle_scrappage_2026_notice_md,
                cases: PackageResources.cn_vehicle_scrappage_2026_cases_yaml),
            PackFiles(
                base: "jx_ageing_and_stove", yaml: PackageResources.jx_ageing_and_stove_yaml,
                notice: PackageResources.jx_ageing_and_stove_notice_md,
                cases: PackageResources.jx_ageing_and_stove_cases_yaml),
            PackFiles(
                base: "sd_appliance_2025", yaml: PackageResources.sd_appliance_2025_yaml,
                notice: PackageResources.sd_appliance_2025_notice_md,
                cases: PackageResources.sd_appliance_2025_cases_yaml),
            PackFiles(
                base: "sd_home_goods_2025", yaml: PackageResources.sd_home_goods_2025_yaml,
                notice: PackageResources.sd_home_goods_2025_notice_md,
                cases: PackageResources.sd_home_goods_2025_cases_yaml),
        ]
    }

    /// The register of item classes that all packs share.
    ///
    /// - Throws: ``TradeInCore/PackFaults`` with all that is wrong with the shipped file.
    public static func register() throws(PackFaults) -> ItemClassRegister {
        try shippedRegister.get()
    }

    /// Read once: it is a part of the program.
    private static let shippedRegister = RegisterReader.register(
        in: PackageResources.item_classes_yaml, file: "item_classes.yaml")

    /// The shipped packs, compiled, for a county.
    ///
    /// - Parameter countyCode: the county's GB/T 2260 code, six digits.
    /// - Returns: the shelf; the packs of other places are on it and decide nothing.
    /// - Throws: ``TradeInCore/PackFaults`` with the faults of all shipped files.
    public static func shelf(countyCode: String) throws(PackFaults) -> PackShelf {
        PackShelf(try shippedPacks.get(), register: try register(), countyCode: countyCode)
    }

    /// Compiled once, in the order of the files.
    private static let shippedPacks: Result<[PolicyPack], PackFaults> = {
        do throws(PackFaults) {
            return .success(try packs(from: shippedFiles, register: register()))
        } catch {
            return .failure(error)
        }
    }()

    /// A pack of a ledger, compiled; a copy of a shipped one, byte by byte, is compiled already.
    ///
    /// - Parameter files: the pack's files; the cases are not looked at.
    /// - Returns: the pack, or its faults.
    /// - Throws: ``TradeInCore/PackFaults`` of the shipped register, which is a fault of ours.
    public static func pack(
        from files: PackFiles
    ) throws(PackFaults) -> Result<PolicyPack, PackFaults> {
        if case .success(let shipped) = shippedPacks {
            let place = shippedFiles.firstIndex {
                $0.base == files.base && $0.yaml == files.yaml && $0.notice == files.notice
            }
            if let place { return .success(shipped[place]) }
        }
        return pack(from: files, register: try register())
    }

    /// A shelf of the packs in `files`.
    ///
    /// - Parameters:
    ///   - files: the packs' files.
    ///   - register: the item classes.
    ///   - countyCode: the county's GB/T 2260 code, six digits.
    /// - Returns: the shelf.
    /// - Throws: ``TradeInCore/PackFaults`` with the faults of all files, and of packs that
    ///   cannot stand side by side.
    public static func shelf(
        from files: [PackFiles], register: ItemClassRegister, countyCode: String
    ) throws(PackFaults) -> PackShelf {
        PackShelf(
            try packs(from: files, register: register), register: register, countyCode: countyCode)
    }

    private static func packs(
        from files: [PackFiles], register: ItemClassRegister
    ) throws(PackFaults) -> [PolicyPack] {
        var packs: [PolicyPack] = []
        var faults: [PackFault] = []
        for file in files {
            switch pack(from: file, register: register) {
            case .success(let pack): packs.append(pack)
            case .failure(let found): faults += found.faults
            }
        }
        faults += PackNeighbours.faults(among: packs)
        guard faults.isEmpty else { throw PackFaults(faults) }
        return packs
    }

    /// One pack, read and compiled; its cases are not run.
    public static func pack(
        from files: PackFiles, register: ItemClassRegister
    ) -> Result<PolicyPack, PackFaults> {
        PackReader.read(base: files.base, yaml: files.yaml, notice: files.notice).flatMap {
            source in
            do throws(PackFaults) {
                return .success(try PolicyPack(source, register: register))
            } catch {
                return .failure(PackFaults(error.faults.inOrder))
            }
        }
    }
}
