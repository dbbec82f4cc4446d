package io.picklejar.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol between {@link Worker} and {@link WorkerMain}: a message is a word (an operation, {@code ok} or {@code
 * failed}) and parts, each a length and bytes. On the child's class path too: no dependency on other classes.
 */
record WorkerFrames(DataInputStream in, DataOutputStream out) {
    /** One message. */
    record Message(String word, List<byte[]> parts) {
        byte[] part(int index) {
            return parts.get(index);
        }
    }

    void write(String word, byte[]... parts) throws IOException {
        out.writeUTF(word);
        out.writeInt(parts.length);
        for (byte[] part : parts) {
            out.writeInt(part.length);
            out.write(part);
        }
        out.flush();
    }

    /** Waits for a message; an {@link java.io.EOFException} says that the other side is gone. */
    Message read() throws IOException {
        String word = in.readUTF();
        int count = in.readInt();
        List<byte[]> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] part = new byte[in.readInt()];
            in.readFully(part);
            parts.add(part);
        }
        return new Message(word, parts);
    }
}
