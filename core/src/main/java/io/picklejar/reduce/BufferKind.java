package io.picklejar.reduce;

import io.picklejar.policy.CodeOrigin;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Buffers: what remains in them, their byte order, and whether they are read-only and direct. Position 0 is where the position
 * was, limit and capacity are where the limit was. Buffers that shared their content do not share it any more. What a
 * mapped buffer maps arrives as a direct one.
 *
 * <p>cloudpickle: {@code _memoryview_reduce}.
 */
final class BufferKind extends Kind<Buffer> {
    BufferKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Buffer.class.isAssignableFrom(type) && CodeOrigin.isJdk(type);
    }

    @Override
    public Reduction<?> reduce(Buffer buffer, ReduceContext context) {
        Buffer rest = buffer.duplicate();
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        Object content;
        if (rest instanceof ByteBuffer) {
            order = ((ByteBuffer) buffer).order();
            content = new BufferContent((ByteBuffer) buffer);
        } else if (rest instanceof CharBuffer chars) {
            order = chars.order();
            content = new char[chars.remaining()];
            chars.get((char[]) content);
        } else if (rest instanceof ShortBuffer shorts) {
            order = shorts.order();
            content = new short[shorts.remaining()];
            shorts.get((short[]) content);
        } else if (rest instanceof IntBuffer ints) {
            order = ints.order();
            content = new int[ints.remaining()];
            ints.get((int[]) content);
        } else if (rest instanceof LongBuffer longs) {
            order = longs.order();
            content = new long[longs.remaining()];
            longs.get((long[]) content);
        } else if (rest instanceof FloatBuffer floats) {
            order = floats.order();
            content = new float[floats.remaining()];
            floats.get((float[]) content);
        } else {
            DoubleBuffer doubles = (DoubleBuffer) rest;
            order = doubles.order();
            content = new double[doubles.remaining()];
            doubles.get((double[]) content);
        }
        return Reduction.of(this, content, order == ByteOrder.BIG_ENDIAN, buffer.isReadOnly(), buffer.isDirect());
    }

    @Override
    public Buffer make(@Nullable Object[] args) {
        Object content = Args.notNull(args, 0);
        ByteOrder order = Args.flag(args, 1) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        boolean readOnly = Args.flag(args, 2);
        boolean direct = Args.flag(args, 3);
        if (content instanceof ByteBuffer handed) {
            return ofHanded(handed, readOnly, direct).order(order);
        }
        if (content instanceof byte[] bytes) {
            ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(bytes.length).put(0, bytes) : ByteBuffer.wrap(bytes);
            return (readOnly ? buffer.asReadOnlyBuffer() : buffer).order(order);
        }
        return view(
                content, direct || order != ByteOrder.nativeOrder() ? room(content, direct, order) : null, readOnly);
    }

    /** The very buffer that travelled beside the pickle, if it has what the original had. */
    private static ByteBuffer ofHanded(ByteBuffer handed, boolean readOnly, boolean direct) {
        if (handed.isDirect() == direct && (readOnly || !handed.isReadOnly())) {
            return readOnly ? handed.asReadOnlyBuffer() : handed;
        }
        ByteBuffer room =
                direct ? ByteBuffer.allocateDirect(handed.remaining()) : ByteBuffer.allocate(handed.remaining());
        ByteBuffer copy = room.put(handed).flip();
        return readOnly ? copy.asReadOnlyBuffer() : copy;
    }

    /** The memory under a view of bytes, which alone can have another order than this machine's, or be outside of the heap. */
    private static ByteBuffer room(Object content, boolean direct, ByteOrder order) {
        int bytes = Math.multiplyExact(Array.getLength(content), 8);
        return (direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes)).order(order);
    }

    private static Buffer view(Object content, @Nullable ByteBuffer room, boolean readOnly) {
        if (content instanceof char[] chars) {
            CharBuffer view = room == null
                    ? CharBuffer.wrap(chars)
                    : room.asCharBuffer().put(chars).flip();
            return readOnly ? view.asReadOnlyBuffer() : view;
        }
        if (content instanceof short[] shorts) {
            ShortBuffer view = room == null
                    ? ShortBuffer.wrap(shorts)
                    : room.asShortBuffer().put(shorts).flip();
            return readOnly ? view.asReadOnlyBuffer() : view;
        }
        if (content instanceof int[] ints) {
            IntBuffer view = room == null
                    ? IntBuffer.wrap(ints)
                    : room.asIntBuffer().put(ints).flip();
            return readOnly ? view.asReadOnlyBuffer() : view;
        }
        if (content instanceof long[] longs) {
            LongBuffer view = room == null
                    ? LongBuffer.wrap(longs)
                    : room.asLongBuffer().put(longs).flip();
            return readOnly ? view.asReadOnlyBuffer() : view;
        }
        if (content instanceof float[] floats) {
            FloatBuffer view = room == null
                    ? FloatBuffer.wrap(floats)
                    : room.asFloatBuffer().put(floats).flip();
            return readOnly ? view.asReadOnlyBuffer() : view;
        }
        double[] doubles = (double[]) content;
        DoubleBuffer view = room == null
                ? DoubleBuffer.wrap(doubles)
                : room.asDoubleBuffer().put(doubles).flip();
        return readOnly ? view.asReadOnlyBuffer() : view;
    }
}
