package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Remembering.Remembered;
import dev.shortpath.probe.Remembering.Replaced;
import org.junit.jupiter.api.Test;

/** What is remembered of a drive, and when it is forgotten. */
class RememberingTest {
    private static final StorageNodeStatus KNOWN = Seen.drives(Seen.drive("A"));

    private static NvmeFunction only(Remembered remembered) {
        return remembered.status().nvme().getFirst();
    }

    @Test
    void aDriveKeepsItsNameWhenVfioTakesIt() {
        Remembered bound = Remembering.merge(KNOWN, Seen.drives(Seen.bound()));

        assertThat(only(bound).serial()).isEqualTo("A");
        assertThat(only(bound).model()).isEqualTo("Model of A");
        assertThat(only(bound).driver()).isEqualTo("vfio-pci");
        assertThat(bound.replaced()).isEmpty();
    }

    @Test
    void theSameSerialThatComesBackIsTheSameDrive() {
        Remembered bound = Remembering.merge(KNOWN, Seen.drives(Seen.bound()));

        Remembered back = Remembering.merge(bound.status(), KNOWN);

        assertThat(back.status()).isEqualTo(KNOWN);
        assertThat(back.replaced()).isEmpty();
    }

    @Test
    void anotherSerialThatComesBackIsAnotherDrive() {
        Remembered bound = Remembering.merge(KNOWN, Seen.drives(Seen.bound()));

        Remembered back = Remembering.merge(bound.status(), Seen.drives(Seen.drive("B")));

        assertThat(back.replaced()).containsExactly(new Replaced(Seen.ADDRESS, "A", "B"));
        assertThat(only(back).serial()).isEqualTo("B");
        assertThat(only(back).model()).isEqualTo("Model of B");
    }

    @Test
    void whatWasAwayInBetweenIsForgotten() {
        StorageNodeStatus away = Remembering.merge(KNOWN, Seen.drives()).status();

        Remembered back = Remembering.merge(away, Seen.drives(Seen.bound()));

        assertThat(only(back).serial()).isNull();
        assertThat(only(back).model()).isNull();
    }

    @Test
    void anotherKindOfDeviceAtTheAddressGetsNoName() {
        NvmeFunction other = Seen.function(Seen.ADDRESS, "1b36:0010", null, null, "vfio-pci");

        assertThat(only(Remembering.merge(KNOWN, Seen.drives(other))).serial()).isNull();
    }

    @Test
    void aFunctionWhoseKindIsNotKnownGetsNoName() {
        NvmeFunction unread = Seen.function(Seen.ADDRESS, null, null, null, "vfio-pci");

        assertThat(only(Remembering.merge(Seen.drives(unread), Seen.drives(unread)))
                        .serial())
                .isNull();
        assertThat(only(Remembering.merge(KNOWN, Seen.drives(unread))).serial()).isNull();
    }

    @Test
    void anotherModelIsNotGivenTheOldSerial() {
        NvmeFunction half = Seen.function(Seen.ADDRESS, "144d:a80a", "Model of B", null, "nvme");

        assertThat(only(Remembering.merge(KNOWN, Seen.drives(half))).serial()).isNull();
    }

    @Test
    void aDriveAtAnotherAddressIsNobodysHeir() {
        NvmeFunction moved = Seen.function("0000:82:00.0", "144d:a80a", null, null, "vfio-pci");

        assertThat(only(Remembering.merge(KNOWN, Seen.drives(moved))).serial()).isNull();
    }
}
