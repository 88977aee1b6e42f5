package dev.shortpath.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A process of its own that asks for an io_uring under a seccomp filter: `Filtered ERRNO`, or with nothing to say under none. */
@SuppressWarnings("restricted")
final class Filtered {
    private static final int NO_NEW_PRIVS = 38;
    private static final int SET_SECCOMP = 22;
    private static final int FILTER = 2;

    private Filtered() {}

    public static void main(String... arguments) throws Throwable {
        if (arguments.length == 1) {
            filter(Integer.parseInt(arguments[0]));
        }
        System.out.println(UringAsk.ask().map(Enum::name).orElse("nothing"));
    }

    /** From now on io_uring_setup fails so for this thread (seccomp(2)). */
    private static void filter(int errno) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle prctl = linker.downcallHandle(
                linker.defaultLookup().find("prctl").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        MemorySegment instructions = Arena.global().allocate(32, 8);
        instruction(instructions, 0, 0x20, 0, 0); // load the number of the call
        instruction(instructions, 1, 0x15, 1, 425); // another one: one further
        instruction(instructions, 2, 0x06, 0, 0x0005_0000 | errno);
        instruction(instructions, 3, 0x06, 0, 0x7fff_0000);
        MemorySegment program = Arena.global().allocate(16, 8);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) 4);
        program.set(ValueLayout.ADDRESS, 8, instructions);
        int alone = (int) prctl.invokeExact(NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
        int done = (int) prctl.invokeExact(SET_SECCOMP, (long) FILTER, program.address(), 0L, 0L);
        if (alone != 0 || done != 0) {
            throw new IllegalStateException("prctl: " + alone + ", " + done);
        }
    }

    private static void instruction(MemorySegment to, int index, int code, int otherwise, int value) {
        long at = index * 8L;
        to.set(ValueLayout.JAVA_SHORT, at, (short) code);
        to.set(ValueLayout.JAVA_BYTE, at + 2, (byte) 0);
        to.set(ValueLayout.JAVA_BYTE, at + 3, (byte) otherwise);
        to.set(ValueLayout.JAVA_INT, at + 4, value);
    }
}
