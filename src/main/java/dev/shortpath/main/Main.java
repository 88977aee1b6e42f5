package dev.shortpath.main;

/** The front door: starts the verb that was asked for. */
public final class Main {
    private Main() {}

    public static void main(String... args) {
        System.out.println("shortpath");
    }
}
