package io.picklejar.error;

/**
 * The stable ids of everything that can go wrong.
 *
 * <p>Each id ends the message of the exception that reports it, in square brackets, and is a heading of {@code
 * docs/troubleshooting.md}; a test walks both lists. Ids are never renamed.
 */
public enum Problem {
    /** No reducer, hook or field access can take the object apart. */
    NO_REDUCER("no-reducer"),
    /** The object is a live resource (thread, socket, stream, …) whose state means nothing in another JVM. */
    LIVE_RESOURCE("live-resource"),
    /** No tier of lambda recovery could tell which method the lambda runs. */
    LAMBDA_NOT_RECOVERED("lambda-not-recovered"),
    /** A class has to travel by value but its class file cannot be read. */
    NO_CLASS_BYTES("no-class-bytes"),
    /** A class cannot be named (the reference loader finds none or another of that name) and may not travel by value. */
    NOT_REFERENCABLE("not-referencable"),
    /** A by-value class cannot work apart from a by-reference one. */
    INSEPARABLE_CLASSES("inseparable-classes"),
    /** A class would have to travel by value with a native method, whose library stays home. */
    NATIVE_METHOD("native-method"),
    /** A hook of the object's class ({@code writeReplace}, {@code writeObject}, a reducer, …) threw. */
    HOOK_FAILED("hook-failed"),
    /** Objects that must exist before each other: a cycle through constructor arguments. */
    CYCLE_THROUGH_ARGUMENTS("cycle-through-arguments"),
    /** The pickle would be larger than it may be. */
    TOO_LARGE("too-large"),
    /** A field cannot be read or written in this JVM. */
    FIELD_INACCESSIBLE("field-inaccessible"),
    /** The bytes are not a pickle, are truncated, or were changed. */
    CORRUPT_PICKLE("corrupt-pickle"),
    /** The pickle was written in a format that is newer than this library. */
    UNKNOWN_FORMAT("unknown-format"),
    /** The pickle holds class files that are newer than the running JVM. */
    CLASS_FILE_TOO_NEW("class-file-too-new"),
    /** Classes that the pickle names are not to be found through the reference loader. */
    MISSING_CLASS("missing-class"),
    /** A class of the receiver has not the member, constant or component that the pickle names. */
    CODE_MISMATCH("code-mismatch"),
    /** A policy forbids the code or the class. */
    CODE_REJECTED("code-rejected"),
    /** The pickle asks for more than the {@code Limits} allow. */
    LIMIT_EXCEEDED("limit-exceeded"),
    /** The pickle goes on where another one of its stream ended, and that one was not loaded before. */
    CONTINUED_PICKLE("continued-pickle"),
    /** A buffer that the pickle left out was not handed over, or has another size. */
    MISSING_BUFFER("missing-buffer"),
    /** Re-making an object failed at the receiver: its constructor, hook or maker threw. */
    MAKING_FAILED("making-failed"),
    /** The argument of a registration is unknown or not registered. */
    BAD_REGISTRATION("bad-registration");

    private final String id;

    Problem(String id) {
        this.id = id;
    }

    /** The id as it stands in messages and in the troubleshooting guide, without brackets. */
    public String id() {
        return id;
    }
}
