package dev.shortpath.probe;

import dev.shortpath.api.UringAnswer;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * Asks the kernel for an io_uring, as QEMU would: io_uring_setup(2). It answers for this very process, under the seccomp
 * profile of the probe's own container; a launcher pod may have another one.
 */
// There is no other way from Java to a system call.
@SuppressWarnings("restricted")
final class UringAsk {
    /** The same on every architecture (include/uapi/asm-generic/unistd.h; x86's table agrees). */
    private static final long IO_URING_SETUP = 425;

    private static final long ENTRIES = 1;
    /** Of struct io_uring_params, in bytes. */
    private static final long PARAMS = 120;

    private static final int EPERM = 1;
    private static final int EACCES = 13;
    private static final int ENOSYS = 38;

    private UringAsk() {}

    /** What it says; empty where it cannot be asked, or says something else (out of memory, no files left). */
    static Optional<UringAnswer> ask() {
        try (Arena arena = Arena.ofConfined()) {
            return ask(arena);
        } catch (IllegalCallerException | UnsupportedOperationException | IllegalArgumentException notHere) {
            return Optional.empty();
        }
    }

    private static Optional<UringAnswer> ask(Arena arena) {
        Linker linker = Linker.nativeLinker();
        Linker.Option errno = Linker.Option.captureCallState("errno");
        MemoryLayout state = Linker.Option.captureStateLayout();
        MethodHandle syscall = linker.downcallHandle(
                linker.defaultLookup().find("syscall").orElseThrow(UnsupportedOperationException::new),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                errno,
                Linker.Option.firstVariadicArg(1));
        MemorySegment captured = arena.allocate(state);
        MemorySegment params = arena.allocate(PARAMS, 8);
        try {
            long descriptor = (long) syscall.invokeExact(captured, IO_URING_SETUP, ENTRIES, params);
            if (descriptor >= 0) {
                close(linker, (int) descriptor);
                return Optional.of(UringAnswer.GIVEN);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException("syscall(2) threw", impossible);
        }
        VarHandle number = state.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        return switch ((int) number.get(captured, 0L)) {
            case EPERM, EACCES -> Optional.of(UringAnswer.REFUSED);
            case ENOSYS -> Optional.of(UringAnswer.NOT_THERE);
            default -> Optional.empty();
        };
    }

    private static void close(Linker linker, int descriptor) throws Throwable {
        MethodHandle close = linker.downcallHandle(
                linker.defaultLookup().find("close").orElseThrow(UnsupportedOperationException::new),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int ignored = (int) close.invokeExact(descriptor);
    }
}
