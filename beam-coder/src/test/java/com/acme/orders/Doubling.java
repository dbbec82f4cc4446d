package com.acme.orders;

import org.apache.beam.sdk.transforms.DoFn;

/** A user's function that Java serialization accepts. */
public class Doubling extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    /** Emits twice the number. */
    @ProcessElement
    public void process(@Element Integer number, OutputReceiver<Integer> out) {
        out.output(2 * number);
    }

    @Override
    public String toString() {
        return "doubling";
    }
}
