package dev.shortpath.cli;

import dev.shortpath.cli.bench.Work;
import dev.shortpath.kubevirt.Trial;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is measured, and what that may cost. */
final class BenchOptions {
    private static final int FEWEST_ROUNDS = 5;
    private static final int MOST_ROUNDS = 40;
    private static final int BEFORE = 900;
    private static final long MOST_BLOCK = 16 << 20;

    private static final int SECTOR = 512;

    @Option(
            names = "--disk",
            paramLabel = "NAME",
            description = "The VM's disk whose storage is measured. Without it: the one with the longest way.")
    private Optional<String> disk = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The StorageProfile to try. Without it: the one that binds the VM.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            defaultValue = "quay.io/containerdisks/fedora:43",
            description = {
                "A containerDisk with cloud-init and Python 3. Without fio in it the guest installs it from its distribution,"
                        + " which takes a network.",
                "Without the option: ${DEFAULT-VALUE}."
            })
    private String image;

    @Option(
            names = "--size",
            paramLabel = "QUANTITY",
            defaultValue = "10Gi",
            description =
                    "Of each of the two blank disks, 1Gi to 1Ti, written once in full. Without it: ${DEFAULT-VALUE}.")
    private String size;

    @Option(
            names = "--memory",
            paramLabel = "QUANTITY",
            defaultValue = "2Gi",
            description = "Of each of the two guests, 256Mi to 1Ti. Without it: ${DEFAULT-VALUE}.")
    private String memory;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Runs of fio on each side, 5 to 40, in turns. Without it: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--runtime",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "Of each run. Without it: ${DEFAULT-VALUE}.")
    private int runtime;

    @Option(
            names = "--rw",
            paramLabel = "PATTERN",
            defaultValue = "randread",
            description =
                    "fio's pattern: read, write, randread, randwrite, rw or randrw. Without it: ${DEFAULT-VALUE}.")
    private String rw;

    @Option(
            names = "--block-size",
            paramLabel = "SIZE",
            defaultValue = "4k",
            description = "fio's block size. Without it: ${DEFAULT-VALUE}.")
    private String blockSize;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "32",
            description = "Operations in flight. Without it: ${DEFAULT-VALUE}.")
    private int depth;

    Trials.Asked asked() throws BadInput {
        if (!image.matches("\\S+")) {
            throw new BadInput("--image '" + image + "': write a containerDisk's image, without blanks");
        }
        quantity("--size", size, "1Gi", "1Ti");
        quantity("--memory", memory, "256Mi", "1Ti");
        return new Trials.Asked(disk, profile, new Trial.Size(image, size, memory));
    }

    Work work() throws BadInput {
        within("--rounds", rounds, FEWEST_ROUNDS, MOST_ROUNDS);
        within("--runtime", runtime, 1, 600);
        within("--depth", depth, 1, 1024);
        if (!rw.matches("read|write|randread|randwrite|rw|randrw")) {
            throw new BadInput("--rw " + rw + ": write read, write, randread, randwrite, rw or randrw");
        }
        checkBlockSize();
        // Both sides' turns, the pauses between them, and half as much again.
        return new Work(rounds, runtime, rw, blockSize, depth, before() + rounds * (runtime + 5) * 3);
    }

    private void checkBlockSize() throws BadInput {
        if (!blockSize.matches("[1-9][0-9]{0,6}[kKmM]?") || Work.bytes(blockSize) > MOST_BLOCK) {
            throw new BadInput("--block-size " + blockSize + ": write a size such as 4k or 1M, up to 16M");
        }
        long block = Work.bytes(blockSize);
        if (block % SECTOR != 0) {
            throw new BadInput("--block-size " + blockSize + ": write a multiple of " + SECTOR
                    + " bytes; what is not whole sectors cannot be read past the cache");
        }
        if (block * depth * 4 > bytes(memory).longValue()) {
            throw new BadInput("--block-size " + blockSize + " and --depth " + depth
                    + ": what is in flight takes more than a quarter of" + " --memory " + memory
                    + "; make one of them smaller, or the memory larger");
        }
    }

    /** Seconds for booting, installing fio, and writing the disk once, at 100 MiB a second where it is a large one. */
    private int before() {
        return BEFORE
                + bytes(size)
                        .divideToIntegralValue(BigDecimal.valueOf(100L << 20))
                        .intValue();
    }

    private static void quantity(String option, String value, String least, String most) throws BadInput {
        if (!value.matches("[1-9][0-9]{0,5}(Mi|Gi|Ti)")
                || bytes(value).compareTo(bytes(least)) < 0
                || bytes(value).compareTo(bytes(most)) > 0) {
            throw new BadInput(
                    option + " " + value + ": write a quantity from " + least + " to " + most + ", in Mi, Gi or Ti");
        }
    }

    private static BigDecimal bytes(String quantity) {
        return Quantity.parse(quantity).getNumericalAmount();
    }

    private static void within(String option, int value, int least, int most) throws BadInput {
        if (value < least || value > most) {
            throw new BadInput(option + " " + value + ": write a number from " + least + " to " + most);
        }
    }
}
