package io.picklejar.protocol;

/**
 * How a class travels, and why.
 *
 * @param byValue whether its class file travels, as opposed to its name
 * @param reason in words, for explanations and messages
 */
public record Decision(boolean byValue, String reason) {
    static Decision byValue(String reason) {
        return new Decision(true, reason);
    }

    static Decision byReference(String reason) {
        return new Decision(false, reason);
    }
}
