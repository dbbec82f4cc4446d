package io.picklejar.lambdas.other;

/** Has protected members that a subclass of another package refers to. */
public class ProtectedParent {
    private final String name;

    protected ProtectedParent(String name) {
        this.name = name;
    }

    protected String greet(String who) {
        return name + " greets " + who;
    }

    protected static String shout(String who) {
        return who + "!";
    }
}
