package io.picklejar.extension;

/** An object that {@link ProvidedReducers} takes apart. */
final class Provided {
    final String text;

    Provided(String text) {
        this.text = text;
    }
}
