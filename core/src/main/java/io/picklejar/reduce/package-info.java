/**
 * Object state reducers: how each kind of value is taken apart and made again.
 *
 * <p>{@link io.picklejar.reduce.Reducer}, {@link io.picklejar.reduce.Reduction}, {@link
 * io.picklejar.reduce.ReduceContext}, {@link io.picklejar.reduce.ReducerOverride} and {@link
 * io.picklejar.reduce.ReducerProvider} are the extension points. {@code Kind}, {@code Kinds} and {@code ShippedCode} are
 * public only for the engine.
 */
@NullMarked
package io.picklejar.reduce;

import org.jspecify.annotations.NullMarked;
