package javax.activation;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file as Preflight reads it. */
public class FileDataSource implements DataSource {
  private final File file;

  public FileDataSource(File file) {
    this.file = file;
  }

  public FileDataSource(String name) {
    this(new File(name));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FileInputStream(file);
  }
}
