package com.acme.orders;

import org.apache.beam.sdk.transforms.DoFn;

/** A user's function that knows nothing of pickles. */
public class PlainMeaning extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it is not
    private final Dictionary dictionary;

    /** Captures the dictionary. */
    public PlainMeaning(Dictionary dictionary) {
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
