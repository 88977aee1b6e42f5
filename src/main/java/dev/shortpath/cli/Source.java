package dev.shortpath.cli;

/**
 * A place in the input.
 *
 * @param file as it was named on the command line; `-` is stdin
 * @param line from 1; 0 where the whole file is meant
 */
record Source(String file, int line) {
    static Source whole(String file) {
        return new Source(file, 0);
    }

    @Override
    public String toString() {
        String name = file.equals("-") ? "stdin" : file;
        return line == 0 ? name : name + ":" + line;
    }
}
