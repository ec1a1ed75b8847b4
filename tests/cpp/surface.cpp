// Calls what the wrapper has beside what client.cpp asks, and looks at every result.
//
//   surface FOLDER
#include "surface/all.hpp"

int main(int count, char **words) {
    surface::all(count > 1 ? words[1] : ".");
    return surface::ended();
}
