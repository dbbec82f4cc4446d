/**
 * Data is not code: records whose schema travels once and whose bytes are values alone.
 *
 * <p>{@link io.picklejar.record.RecordSchema} says what a type looks like, {@link io.picklejar.record.RecordCodec} writes
 * and reads its values, {@link io.picklejar.record.PickledRecord} stands for values whose class is gone.
 */
@NullMarked
package io.picklejar.record;

import org.jspecify.annotations.NullMarked;
