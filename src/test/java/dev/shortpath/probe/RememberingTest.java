package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Remembering.Remembered;
import dev.shortpath.probe.Remembering.Replaced;
import org.junit.jupiter.api.Test;

/** What is remembered of a drive, and when it is forgotten. */
class RememberingTest {
    private static final StorageNodeStatus KNOWN = Drives.drives(Drives.drive("A"));

    private static NvmeFunction only(Remembered remembered) {
        return remembered.status().nvme().getFirst();
    }

    @Test
    void aDriveKeepsItsNameWhenVfioTakesIt() {
        Remembered bound = Remembering.merge(KNOWN, Drives.drives(Drives.bound()));

        assertThat(only(bound).serial()).isEqualTo("A");
        assertThat(only(bound).model()).isEqualTo("Model of A");
        assertThat(only(bound).driver()).isEqualTo("vfio-pci");
        assertThat(bound.replaced()).isEmpty();
    }

    @Test
    void theSameSerialThatComesBackIsTheSameDrive() {
        Remembered bound = Remembering.merge(KNOWN, Drives.drives(Drives.bound()));

        Remembered back = Remembering.merge(bound.status(), KNOWN);

        assertThat(back.status()).isEqualTo(KNOWN);
        assertThat(back.replaced()).isEmpty();
    }

    @Test
    void anotherSerialThatComesBackIsAnotherDrive() {
        Remembered bound = Remembering.merge(KNOWN, Drives.drives(Drives.bound()));

        Remembered back = Remembering.merge(bound.status(), Drives.drives(Drives.drive("B")));

        assertThat(back.replaced()).containsExactly(new Replaced(Drives.ADDRESS, "A", "B"));
        assertThat(only(back).serial()).isEqualTo("B");
        assertThat(only(back).model()).isEqualTo("Model of B");
    }

    @Test
    void whatWasAwayInBetweenIsForgotten() {
        StorageNodeStatus away = Remembering.merge(KNOWN, Drives.drives()).status();

        Remembered back = Remembering.merge(away, Drives.drives(Drives.bound()));

        assertThat(only(back).serial()).isNull();
        assertThat(only(back).model()).isNull();
    }

    @Test
    void anotherKindOfDeviceAtTheAddressGetsNoName() {
        NvmeFunction other = Drives.function(Drives.ADDRESS, "1b36:0010", null, null, "vfio-pci");

        assertThat(only(Remembering.merge(KNOWN, Drives.drives(other))).serial())
                .isNull();
    }

    @Test
    void aFunctionWhoseKindIsNotKnownGetsNoName() {
        NvmeFunction unread = Drives.function(Drives.ADDRESS, null, null, null, "vfio-pci");

        assertThat(only(Remembering.merge(Drives.drives(unread), Drives.drives(unread)))
                        .serial())
                .isNull();
        assertThat(only(Remembering.merge(KNOWN, Drives.drives(unread))).serial())
                .isNull();
    }

    @Test
    void anotherModelIsNotGivenTheOldSerial() {
        NvmeFunction half = Drives.function(Drives.ADDRESS, "144d:a80a", "Model of B", null, "nvme");

        assertThat(only(Remembering.merge(KNOWN, Drives.drives(half))).serial()).isNull();
    }

    @Test
    void aDriveAtAnotherAddressIsNobodysHeir() {
        NvmeFunction moved = Drives.function("0000:82:00.0", "144d:a80a", null, null, "vfio-pci");

        assertThat(only(Remembering.merge(KNOWN, Drives.drives(moved))).serial())
                .isNull();
    }
}
