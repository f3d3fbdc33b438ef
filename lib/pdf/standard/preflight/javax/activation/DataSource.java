package javax.activation;

import java.io.IOException;
import java.io.InputStream;

/** What PDFBox Preflight 2 asks of this interface, which Java has not brought along since version 11. */
public interface DataSource {
  InputStream getInputStream() throws IOException;
}
