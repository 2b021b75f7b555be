package dev.neonflow.sdk.paging;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All items of a list, page after page, fetched when they are asked for. Every iteration starts
 * again at the first page. Thread-safe; its iterators are not.
 *
 * <pre>{@code
 * Pages.of(cursor -> neon.branches().list(projectId, ListBranches.all().cursor(cursor)))
 * }</pre>
 */
public final class Pages<T> implements Iterable<T> {
  private final Function<@Nullable String, Page<T>> fetch;

  private Pages(Function<@Nullable String, Page<T>> fetch) {
    this.fetch = fetch;
  }

  /** Walks the pages that {@code fetch} returns for a cursor; the first cursor is null. */
  public static <T> Pages<T> of(Function<@Nullable String, Page<T>> fetch) {
    return new Pages<>(fetch);
  }

  @Override
  public Iterator<T> iterator() {
    return new Walk<>(fetch);
  }

  /** The items as a lazy stream. */
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private static final class Walk<T> implements Iterator<T> {
    private final Function<@Nullable String, Page<T>> fetch;
    private Page<T> page;
    private int position;

    private Walk(Function<@Nullable String, Page<T>> fetch) {
      this.fetch = fetch;
      this.page = fetch.apply(null);
    }

    @Override
    public boolean hasNext() {
      while (position >= page.items().size()) {
        String cursor = page.nextCursor();
        if (cursor == null) {
          return false;
        }
        Page<T> following = fetch.apply(cursor);
        boolean stuck = following.items().isEmpty() || cursor.equals(following.nextCursor());
        page = stuck ? new Page<>(following.items(), null) : following;
        position = 0;
      }
      return true;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.items().get(position++);
    }
  }
}
