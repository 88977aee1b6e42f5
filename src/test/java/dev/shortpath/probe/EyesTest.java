package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.IoUringState;
import dev.shortpath.api.IommuKind;
import dev.shortpath.api.IommuMode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.StorageNodeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recorded trees do not show. */
class EyesTest {
    private static final String DRIVE = "0000:81:00.0";

    @TempDir
    private Path root;

    private MadeTree tree;

    @BeforeEach
    void aDriveOnVfio() throws IOException {
        tree = new MadeTree(root).function(DRIVE, 7).driver(DRIVE, "vfio-pci");
    }

    @Test
    void aBoundDriveInAGroupOfItsOwnIsReady() {
        Sight sight = tree.look();
        assertThat(sight.problems()).isEmpty();
        assertThat(drive().ready()).isTrue();
        assertThat(drive().why()).isNull();
        assertThat(drive().numaNode()).isNull();
    }

    @Test
    void whatIsWrittenToTheHeadOfManyPathsIsAUseOfEachFunctionBehindIt() throws IOException {
        tree.function("0000:82:00.0", 8).function("0000:83:00.0", 9);
        tree.controller("nvme0", "0000:82:00.0", "S1").controller("nvme3", "0000:83:00.0", "S1");
        tree.directory("sys/class/nvme-subsystem/nvme-subsys0")
                .link("sys/class/nvme-subsystem/nvme-subsys0/nvme0", "../../nvme/nvme0")
                .link("sys/class/nvme-subsystem/nvme-subsys0/nvme3", "../../nvme/nvme3");
        // The head has the subsystem's number, which another controller may have.
        tree.disk("nvme0n1", "nvme-subsys0").disk("nvme0c0n1", "nvme0").disk("nvme0c3n1", "nvme3");
        tree.directory("sys/fs/xfs/nvme0n1");
        assertThat(function("0000:82:00.0").use()).containsExactly("xfs on nvme0n1");
        assertThat(function("0000:83:00.0").use()).containsExactly("xfs on nvme0n1");
        assertThat(drive().use()).isEmpty();
    }

    @Test
    void aHolderOfADiskOrPartitionIsAUse() throws IOException {
        tree.function("0000:82:00.0", 8)
                .controller("nvme0", "0000:82:00.0", "S1")
                .disk("nvme0n1", "nvme0");
        tree.directory("sys/block/nvme0n1/holders/md127").directory("sys/block/nvme0n1/nvme0n1p2/holders/dm-3");
        tree.directory("sys/fs/btrfs/0d1f/devices/nvme0n1p3").directory("sys/block/nvme0n1/nvme0n1p3");
        NvmeFunction held = function("0000:82:00.0");
        assertThat(held.use()).containsExactly("held by md127", "held by dm-3", "btrfs on nvme0n1p3");
        assertThat(held.why())
                .isEqualTo(
                        "bound to nvme, not to vfio-pci; in use on the host: held by md127, held by dm-3, btrfs on nvme0n1p3");
    }

    @Test
    void aControllerOverAFabricIsNoFunction() throws IOException {
        tree.file("sys/class/nvme/nvme9/transport", "tcp").link("sys/class/nvme/nvme9/device", "../../ctl");
        assertThat(tree.look().problems()).isEmpty();
        assertThat(tree.look().status().nvme()).hasSize(1);
    }

    @Test
    void aPhysicalFunctionWithChildrenIsNotToBeGiven() throws IOException {
        tree.function("0000:81:00.1", 8).driver("0000:81:00.1", "vfio-pci");
        tree.file("sys/bus/pci/devices/" + DRIVE + "/sriov_totalvfs", "8");
        tree.file("sys/bus/pci/devices/" + DRIVE + "/sriov_numvfs", "1");
        tree.link("sys/bus/pci/devices/0000:81:00.1/physfn", "../" + DRIVE);
        assertThat(drive().ready()).isFalse();
        assertThat(drive().why()).contains("virtual functions (1)");
        assertThat(drive().sriov().totalVFs()).isEqualTo(8);
        NvmeFunction child = function("0000:81:00.1");
        assertThat(child.ready()).isTrue();
        assertThat(child.sriov().function()).isEqualTo(SriovFunction.VIRTUAL);
        assertThat(child.sriov().physicalFunction()).isEqualTo(DRIVE);
    }

    @Test
    void aDirectRegionKeepsAGroupAndARelaxableOneDoesNot() throws IOException {
        tree.file("sys/kernel/iommu_groups/7/reserved_regions", "0x0 0xff direct-relaxable\n0xfee00000 0xfeefffff msi");
        assertThat(drive().ready()).isTrue();
        assertThat(drive().directRegions()).isFalse();
        tree.file("sys/kernel/iommu_groups/7/reserved_regions", "0xfee00000 0xfeefffff msi\n0x0 0xff direct");
        assertThat(drive().ready()).isFalse();
        assertThat(drive().directRegions()).isTrue();
        assertThat(drive().why()).contains("reserved region");
    }

    @Test
    void aBridgeInTheGroupDoesNotMatterAndAnotherFunctionDoes() throws IOException {
        tree.device("0000:80:00.0", "0x060400");
        tree.in("0000:80:00.0", 7).driver("0000:80:00.0", "pcieport");
        assertThat(drive().ready()).isTrue();
        tree.device("0000:80:01.0", "0x020000");
        tree.in("0000:80:01.0", 7);
        assertThat(drive().isolated()).isFalse();
        assertThat(drive().viable()).isTrue();
        assertThat(drive().why()).isEqualTo("it shares IOMMU group 7 with 0000:80:01.0");
        tree.driver("0000:80:01.0", "e1000e");
        assertThat(drive().viable()).isFalse();
    }

    @Test
    void aMemberOfAnUnknownClassLeavesIsolationOpen() throws IOException {
        tree.device("0000:80:00.0", "nonsense");
        tree.in("0000:80:00.0", 7);
        assertThat(drive().isolated()).isNull();
        assertThat(drive().ready()).isNull();
        assertThat(drive().why()).isEqualTo("the members of its IOMMU group could not be read");
        assertThat(tree.look().problems())
                .containsExactly("sys/bus/pci/devices/0000:80:00.0/class: not a PCI class: `nonsense`");
    }

    @Test
    void interruptsThatAreNotRemappedMustBeAllowed() throws IOException {
        tree.file("sys/kernel/irq/24/chip_name", "PCI-MSIX-0000:81:00.0");
        assertThat(drive().ready()).isFalse();
        assertThat(drive().why()).contains("does not remap interrupts");
        assertThat(status().vfio().ready()).isFalse();
        tree.file("sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", "Y");
        assertThat(drive().ready()).isTrue();
        assertThat(status().vfio().ready()).isTrue();
        assertThat(status().vfio().unsafeInterrupts()).isTrue();
    }

    @Test
    void groupsWithoutADomainOfTheHostDoNotCount() throws IOException {
        tree.function("0000:82:00.0", 8).file("sys/kernel/iommu_groups/8/type", "unknown");
        assertThat(status().iommu().mode()).isEqualTo(IommuMode.TRANSLATED);
        tree.file("sys/kernel/iommu_groups/8/type", "identity");
        assertThat(status().iommu().mode()).isEqualTo(IommuMode.MIXED);
        tree.file("sys/kernel/iommu_groups/8/type", "unknown").file("sys/kernel/iommu_groups/7/type", "blocked");
        assertThat(status().iommu().enabled()).isFalse();
        assertThat(status().iommu().mode()).isEqualTo(IommuMode.NONE);
        assertThat(drive().why()).contains("the group's type is blocked");
    }

    @Test
    void aVirtioUnitHasTheNameOfItsFunction() throws IOException {
        Files.delete(root.resolve("sys/class/iommu/dmar0/address"));
        Files.delete(root.resolve("sys/class/iommu/dmar0"));
        tree.link("sys/class/iommu/0000:00:03.0", "../../devices/pci0000:00/0000:00:03.0/virtio2/iommu/0000:00:03.0");
        assertThat(status().iommu().kind()).isEqualTo(IommuKind.VIRTIO);
    }

    @ParameterizedTest
    @CsvSource({
        "5.0.21,,UNSUPPORTED",
        "5.15.0-rc1,,ALLOWED",
        "6.1.0-56-amd64,,ALLOWED",
        "6.5,,ALLOWED",
        "6.6,,UNSUPPORTED",
        "7.2.12+deb14-amd64,,UNSUPPORTED",
        "6.12.48,0,ALLOWED",
        "6.12.48,1,RESTRICTED",
        "6.12.48,2,DISABLED"
    })
    void kernelAndSysctlSayWhatIoUringMayDo(String release, String sysctl, IoUringState state) throws IOException {
        tree.file("proc/sys/kernel/osrelease", release);
        if (sysctl == null) {
            Files.delete(root.resolve("proc/sys/kernel/io_uring_disabled"));
        } else {
            tree.file("proc/sys/kernel/io_uring_disabled", sysctl);
        }
        assertThat(tree.look().problems()).isEmpty();
        assertThat(status().ioUring().state()).isEqualTo(state);
        assertThat(status().ioUring().sysctl()).isEqualTo(sysctl == null ? null : Integer.valueOf(sysctl));
    }

    @Test
    void aSysctlOfNoMeaningIsNoGuess() throws IOException {
        tree.file("proc/sys/kernel/io_uring_disabled", "3");
        assertThat(status().ioUring()).isNull();
        assertThat(tree.look().problems())
                .containsExactly("proc/sys/kernel/io_uring_disabled: neither 0, 1 nor 2: `3`");
    }

    @Test
    void whatADriveDoesNotSayIsAbsentAndWhatIsTooLongIsCut() throws IOException {
        tree.function("0000:82:00.0", 8).controller("nvme0", "0000:82:00.0", "(null)");
        tree.file("sys/devices/pci0000:00/0000:82:00.0/nvme/nvme0/model", "M".repeat(10_240));
        assertThat(function("0000:82:00.0").serial()).isNull();
        assertThat(function("0000:82:00.0").model()).hasSize(256);
        assertThat(tree.look().problems()).anyMatch(p -> p.contains("nvme0/serial: says nothing: `(null)`"));
    }

    @Test
    void aMountThatOnlyTheHostKnowsIsAUseWhereItsTableIsGiven() throws IOException {
        tree.function("0000:82:00.0", 8)
                .controller("nvme0", "0000:82:00.0", "S1")
                .disk("nvme0n1", "nvme0");
        tree.file("sys/block/nvme0n1/nvme0n1p1/dev", "259:3");
        assertThat(function("0000:82:00.0").use()).isEmpty();
        tree.file("proc/1/mountinfo", "32 27 259:3 / /boot/my\\040efi rw shared:1 - vfat /dev/nvme0n1p1 rw");
        assertThat(function("0000:82:00.0").use()).containsExactly("vfat on nvme0n1p1 at /boot/my efi");
    }

    @Test
    void anEmptyDirectoryIsSaidFactByFact() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        Sight sight = Eyes.look(empty);
        assertThat(sight.problems())
                .contains("sys/bus/pci/devices: is not there", "proc/sys/kernel/osrelease: is not there");
        assertThat(sight.status().kernel()).isNull();
        assertThat(sight.status().totals().nvmeFunctions()).isNull();
    }

    private StorageNodeStatus status() {
        return tree.look().status();
    }

    private NvmeFunction drive() {
        return function(DRIVE);
    }

    private NvmeFunction function(String address) {
        return status().nvme().stream()
                .filter(f -> f.address().equals(address))
                .findFirst()
                .orElseThrow();
    }
}
