package javax.xml.bind;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.GregorianCalendar;

/** The two methods that Preflight and XmpBox call. */
public final class DatatypeConverter {
  private DatatypeConverter() {}

  public static int parseInt(String text) {
    return Integer.parseInt(text.trim());
  }

  /** Without a zone it is the machine's own time, which XmpBox turns afterwards. */
  public static Calendar parseDateTime(String text) {
    var read = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
    var zoned = read instanceof LocalDateTime local ? local.atZone(ZoneId.systemDefault()) : (ZonedDateTime) read;
    return GregorianCalendar.from(zoned);
  }
}
