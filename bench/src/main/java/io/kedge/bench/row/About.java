package io.kedge.bench.row;

import java.util.List;

/**
 * What is said of a row.
 *
 * @param name       see {@link Row#name}
 * @param title      see {@link Row#title}
 * @param method     see {@link Row#method}
 * @param contenders see {@link Row#contenders}
 * @param charts     see {@link Row#charts}
 * @param goals      see {@link Row#goals}
 */
record About(String name, String title, String method, List<String> contenders, List<String> charts, List<Goal> goals) { }
