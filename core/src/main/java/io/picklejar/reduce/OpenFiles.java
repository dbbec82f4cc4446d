package io.picklejar.reduce;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Open files. They are refused, unless a jar was told to take their content along:
 *
 * <pre>{@code
 * PickleJar.builder().reducer(FileInputStream.class, OpenFiles.content(1 << 20)).build();
 * }</pre>
 *
 * <p>cloudpickle: {@code _file_reduce}, which takes the content of text files along, however long they are.
 */
public final class OpenFiles {
    private static final String CLOSED = "cannot pickle closed files";
    private static final String NOT_READABLE = "cannot pickle files that are not opened for reading";

    private OpenFiles() {}

    /**
     * A reducer for {@link FileInputStream}, {@link RandomAccessFile} and {@link FileChannel}: at the receiver, which need
     * not have the file, each arrives as a {@link FileContent}. The file's position stays what it is. Where a field is
     * declared as something that is no {@code InputStream}, loading fails.
     *
     * @param maxBytes the size from which on files are refused, in bytes
     */
    public static Reducer<Object> content(int maxBytes) {
        return (file, context) -> {
            FileChannel channel = channelOf(file);
            if (channel == null) {
                return null;
            }
            try {
                return reduce(channel, maxBytes, context);
            } catch (NonReadableChannelException e) {
                throw context.refuse(NOT_READABLE, "capture its path");
            } catch (IOException e) {
                throw context.refuse("cannot read the file: " + e, "make the field transient, or capture its path");
            }
        };
    }

    private static Reduction<?> reduce(FileChannel channel, int maxBytes, ReduceContext context) throws IOException {
        if (!channel.isOpen()) {
            throw context.refuse(CLOSED, "pickle it while it is open, or capture its path");
        }
        long size = channel.size();
        if (size > maxBytes) {
            throw context.refuse(
                    "cannot pickle a file of " + size + " bytes, allowed are " + maxBytes,
                    "capture its path, or allow more in OpenFiles.content");
        }
        ByteBuffer content = ByteBuffer.allocate((int) size);
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
            // Reading at a position leaves the channel's own where it is.
        }
        return Reduction.of(Kinds.FILE_CONTENT, Arrays.copyOf(content.array(), content.position()), (int)
                Math.min(channel.position(), content.position()));
    }

    private static @Nullable FileChannel channelOf(Object file) {
        if (file instanceof FileInputStream in) {
            return in.getChannel();
        }
        if (file instanceof RandomAccessFile random) {
            return random.getChannel();
        }
        return file instanceof FileChannel channel ? channel : null;
    }

    /** Refuses a file, with the reason that comes first. */
    static Reduction<?> refuse(Object file, ReduceContext context) {
        FileChannel channel = file instanceof FileOutputStream out ? out.getChannel() : channelOf(file);
        if (channel != null && !channel.isOpen()) {
            throw context.refuse(CLOSED, "capture its path, or make the field transient");
        }
        if (file instanceof FileOutputStream) {
            throw context.refuse(NOT_READABLE, "capture its path, and open it where it is written");
        }
        throw context.refuse(
                "cannot pickle a " + file.getClass().getName() + ": the file is open in this JVM",
                "capture its path, or take its content along with PickleJar.builder().reducer(…,"
                        + " OpenFiles.content(maxBytes))");
    }
}
