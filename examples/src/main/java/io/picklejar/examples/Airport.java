package io.picklejar.examples;

/** An airport's name and state. */
final class Airport {
    private final String name;
    private final String state;

    Airport(String name, String state) {
        this.name = name;
        this.state = state;
    }

    String name() {
        return name;
    }

    String state() {
        return state;
    }
}
