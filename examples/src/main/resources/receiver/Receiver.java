import io.picklejar.CloudPickle;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;

/** Started as "java -cp PICKLEJAR Receiver.java": calls each task that arrives and sends back what it returned. */
class Receiver {
    public static void main(String[] arguments) throws Exception {
        InputStream in = new BufferedInputStream(System.in);
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        while (hasMore(in)) {
            Callable<?> task = CloudPickle.load(in);
            CloudPickle.dump(task.call(), out);
            out.flush();
        }
    }

    private static boolean hasMore(InputStream in) throws Exception {
        in.mark(1);
        boolean more = in.read() >= 0;
        in.reset();
        return more;
    }
}
