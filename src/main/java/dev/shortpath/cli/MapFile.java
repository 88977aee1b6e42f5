package dev.shortpath.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a page is written: whole or not at all, so that what was there stays until the new one is. */
record MapFile(String name) {
    boolean stdout() {
        return name.equals("-");
    }

    /** Before the work is done: whether it can be a file at all. */
    void check() throws BadInput {
        if (stdout()) {
            return;
        }
        Path path = path();
        if (Files.isDirectory(path)) {
            throw new BadInput(name + " is a folder; name a file in it with -o, such as " + path.resolve("map.html"));
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new BadInput("cannot write " + name + ": there is no folder " + parent + "; make it first");
        }
    }

    void write(String page, PrintStream stdout) throws BadInput {
        if (stdout()) {
            stdout.print(page);
            stdout.flush();
            if (stdout.checkError()) {
                throw new BadInput("cannot write the page to stdout: whoever was to read it is gone");
            }
            return;
        }
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        try {
            Path target = Files.exists(path()) ? path().toRealPath() : path().toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                Files.write(target, bytes); // a pipe, or /dev/stdout
            } else {
                replace(target, bytes);
            }
        } catch (IOException e) {
            throw new BadInput("cannot write " + name + ": " + cause(e));
        }
    }

    private Path path() throws BadInput {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInput("-o " + name + " is no name of a file: " + e.getReason());
        }
    }

    private static void replace(Path target, byte[] bytes) throws IOException {
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String cause(IOException e) {
        String said = e.getMessage() == null ? "" : e.getMessage();
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "this user may not write there";
            case NoSuchFileException _ -> "there is no such folder";
            case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
            default -> said.isEmpty() ? e.getClass().getSimpleName() : said;
        };
    }
}
