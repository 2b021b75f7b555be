package dev.neonflow.workflows.report.github;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.MockResponse;

/** One page of a list, with the links to the others. */
final class FakeGitHubPage {

  private FakeGitHubPage() {}

  static MockResponse of(URI api, List<? extends Map<String, ?>> all, HttpUrl url) {
    int size = number(url, "per_page", 30);
    int page = number(url, "page", 1);
    int from = Math.min(all.size(), (page - 1) * size);
    int to = Math.min(all.size(), from + size);
    MockResponse response = FakeGitHub.json(200, all.subList(from, to));
    int last = Math.max(1, (all.size() + size - 1) / size);
    // As GitHub does it: by the repository's number, and only where there is more than one page.
    String base = api + "/repositories/1/items?per_page=" + size;
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add("<" + base + "&page=" + (page - 1) + ">; rel=\"prev\"");
    }
    if (page < last) {
      links.add("<" + base + "&page=" + (page + 1) + ">; rel=\"next\"");
      links.add("<" + base + "&page=" + last + ">; rel=\"last\"");
    }
    return links.isEmpty() ? response : response.setHeader("Link", String.join(", ", links));
  }

  private static int number(HttpUrl url, String name, int usual) {
    String value = url.queryParameter(name);
    return value == null ? usual : Integer.parseInt(value);
  }
}
