package dev.shortpath.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files, folders and stdin that a command was given, as documents in their order. */
final class InputReader {
    private final InputStream stdin;

    InputReader(InputStream stdin) {
        this.stdin = stdin;
    }

    /** @param names files, folders (their *.yaml, *.yml and *.json, by name; not what lies deeper), `-` for stdin */
    List<Manifest> read(List<String> names) throws BadInput {
        List<Manifest> documents = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                documents.addAll(new Documents("-", stdin()).read());
            } else if (Files.isDirectory(Path.of(name))) {
                for (Path file : folder(name)) {
                    documents.addAll(new Documents(file.toString(), file(file)).read());
                }
            } else {
                documents.addAll(new Documents(name, file(Path.of(name))).read());
            }
        }
        return documents;
    }

    private static List<Path> folder(String name) throws BadInput {
        try (Stream<Path> entries = Files.list(Path.of(name))) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().matches("(?i)[^.].*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BadInput(
                        Source.whole(name), "the folder holds no *.yaml, *.yml or *.json; name the files themselves");
            }
            return files;
        } catch (IOException e) {
            throw new BadInput(Source.whole(name), "the folder cannot be read: " + e.getMessage());
        }
    }

    private static String file(Path file) throws BadInput {
        try {
            return text(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new BadInput(Source.whole(file.toString()), "no such file; - is stdin");
        } catch (IOException e) {
            throw new BadInput(Source.whole(file.toString()), "cannot be read: " + e.getMessage());
        }
    }

    private String stdin() throws BadInput {
        try {
            return text("-", stdin.readAllBytes());
        } catch (IOException e) {
            throw new BadInput(Source.whole("-"), "cannot be read: " + e.getMessage());
        }
    }

    private static String text(String file, byte[] bytes) throws BadInput {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadInput(Source.whole(file), "not text in UTF-8, so neither YAML nor JSON");
        }
    }
}
