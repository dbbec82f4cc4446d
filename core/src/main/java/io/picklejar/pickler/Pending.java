package io.picklejar.pickler;

import java.util.ArrayList;
import java.util.List;

/** Stands for an object that is still being made, where something already refers to it. */
final class Pending {
    private final int number;
    private final List<Deferred> waiting = new ArrayList<>();

    Pending(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Runs the action when the object exists. */
    void whenMade(Deferred action) {
        waiting.add(action);
    }

    List<Deferred> waiting() {
        return waiting;
    }

    /** Something to do once an object is made or complete. */
    @FunctionalInterface
    interface Deferred {
        /** Does it. */
        void run() throws Exception;
    }
}
