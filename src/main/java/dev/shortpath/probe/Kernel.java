package dev.shortpath.probe;

import dev.shortpath.api.IoUring;
import dev.shortpath.api.IoUringState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's release, and what it and its sysctl let QEMU do with io_uring. */
final class Kernel {
    private static final String RELEASE = "proc/sys/kernel/osrelease";
    private static final String SYSCTL = "proc/sys/kernel/io_uring_disabled";

    /** Releases are odd: `6.1.0-56-amd64`, `5.15.0-rc1`, `6.12.117+deb13-arm64`. The first two numbers are what counts. */
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:[^0-9].*)?");

    private static final int LONGEST = 256;

    private final Values values;
    private final Optional<String> release;

    Kernel(Values values) {
        this.values = values;
        this.release = values.name(RELEASE, LONGEST).filter(this::isVersion);
    }

    private boolean isVersion(String text) {
        if (VERSION.matcher(text).matches()) {
            return true;
        }
        values.tree().problem(RELEASE, "not a kernel's release: " + Problems.excerpt(text));
        return false;
    }

    Optional<String> release() {
        return release;
    }

    /**
     * Since 6.6 `kernel.io_uring_disabled` says it: 0 for all, 1 for who has CAP_SYS_ADMIN or is in `io_uring_group`, 2 for nobody
     * (Documentation/admin-guide/sysctl/kernel.rst). A kernel of 6.6 or later without the sysctl was built without io_uring; before
     * 6.6 there is none and all may; before 5.1 there is no io_uring.
     */
    Optional<IoUring> ioUring() {
        Seen<Integer> sysctl = values.number(SYSCTL, 0);
        if (sysctl.isUnreadable()) {
            return Optional.empty();
        }
        return sysctl.isMissing()
                ? release.map(Kernel::withoutSysctl)
                : sysctl.value().flatMap(this::bySysctl);
    }

    /** The same, with what the kernel itself says of this process. */
    Optional<IoUring> asked() {
        Optional<IoUring> said = ioUring();
        return UringAsk.ask()
                .map(answer -> said.orElse(new IoUring(null, null)).answered(answer, under()))
                .or(() -> said);
    }

    /** proc_pid_status(5): `Seccomp: 2` where a filter stands. */
    private String under() {
        String mode = values.tree().text("proc/self/status").value().stream()
                .flatMap(String::lines)
                .filter(l -> l.startsWith("Seccomp:"))
                .map(l -> l.substring("Seccomp:".length()).strip())
                .findFirst()
                .orElse("");
        return switch (mode) {
            case "0" -> "no seccomp filter";
            case "2" -> "the seccomp filter of the probe's own container";
            default -> "a seccomp filter that is not known";
        };
    }

    private Optional<IoUring> bySysctl(int number) {
        IoUringState state = switch (number) {
            case 0 -> IoUringState.ALLOWED;
            case 1 -> IoUringState.RESTRICTED;
            case 2 -> IoUringState.DISABLED;
            default -> null;
        };
        if (state == null) {
            values.tree().problem(SYSCTL, "neither 0, 1 nor 2: `" + number + "`");
            return Optional.empty();
        }
        return Optional.of(new IoUring(state, number));
    }

    private static IoUring withoutSysctl(String release) {
        Matcher version = VERSION.matcher(release);
        if (!version.matches()) {
            throw new IllegalStateException("a release was taken that is none: " + release);
        }
        int number = Integer.parseInt(version.group(1)) * 10_000 + Integer.parseInt(version.group(2));
        boolean there = number >= 5_0001 && number < 6_0006;
        return new IoUring(there ? IoUringState.ALLOWED : IoUringState.UNSUPPORTED, null);
    }
}
