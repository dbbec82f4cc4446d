package com.acme.orders;

import io.picklejar.beam.PickledDoFn;

/** A user's function that pickles itself. */
public final class Meaning extends PickledDoFn<String, String> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it is pickled
    private final Dictionary dictionary;

    /** Captures the dictionary. */
    public Meaning(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Emits what the word means. */
    @ProcessElement
    public void process(@Element String word, OutputReceiver<String> out) {
        out.output(dictionary.meaningOf(word));
    }

    @Override
    public String toString() {
        return "a is " + dictionary.meaningOf("a");
    }
}
