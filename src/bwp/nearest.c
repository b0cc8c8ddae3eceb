/* nearest.c - the distance of Damerau and Levenshtein, without edits inside a swapped pair. */
#include "nearest.h"

#include <stdint.h>
#include <string.h>

enum { WORD_MAX = 48 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t nearest_distance(const char *typed, const char *word)
{
    size_t rows[WORD_MAX + 1][WORD_MAX + 1];
    size_t height = strlen(typed), width = strlen(word), letters = strlen(word + strspn(word, "-"));

    if (height > WORD_MAX || width > WORD_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i <= height; i++) {
        for (size_t k = 0; k <= width; k++) {
            if (i == 0 || k == 0) {
                rows[i][k] = i + k;
                continue;
            }
            rows[i][k] = smaller(rows[i - 1][k] + 1, rows[i][k - 1] + 1);
            rows[i][k] = smaller(rows[i][k], rows[i - 1][k - 1] + (typed[i - 1] != word[k - 1]));
            if (i > 1 && k > 1 && typed[i - 1] == word[k - 2] && typed[i - 2] == word[k - 1])
                rows[i][k] = smaller(rows[i][k], rows[i - 2][k - 2] + 1);
        }
    }
    return rows[height][width] <= (letters + 1) / 4 ? rows[height][width] : SIZE_MAX;
}
