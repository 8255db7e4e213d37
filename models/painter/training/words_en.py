"""The English of the painter: nouns, adjectives and sentence patterns. `{l}` takes a list of things, `{a}`, `{b}`, `{c}` one each, `{s}` a sentence."""

# (singular, plural) of every name of a kind; the first is the plainest.
NOUNS = {
    'sun': (('sun', 'suns'),),
    'moon': (('moon', 'moons'), ('crescent moon', 'crescent moons')),
    'star': (('star', 'stars'),),
    'cloud': (('cloud', 'clouds'),),
    'rainbow': (('rainbow', 'rainbows'),),
    'house': (('house', 'houses'), ('home', 'homes'), ('cottage', 'cottages')),
    'tree': (('tree', 'trees'),),
    'flower': (('flower', 'flowers'), ('blossom', 'blossoms')),
    'mountain': (('mountain', 'mountains'), ('hill', 'hills')),
    'sea': (('sea', 'seas'), ('ocean', 'oceans'), ('beach', 'beaches')),
    'boat': (('boat', 'boats'), ('ship', 'ships'), ('sailboat', 'sailboats')),
    'road': (('road', 'roads'), ('street', 'streets')),
    'car': (('car', 'cars'), ('automobile', 'automobiles')),
    'bus': (('bus', 'buses'),),
    'bicycle': (('bicycle', 'bicycles'), ('bike', 'bikes')),
    'person': (('person', 'people'), ('grown-up', 'grown-ups'), ('adult', 'adults')),
    'child': (('child', 'children'), ('kid', 'kids')),
    'family': (('family', 'families'),),
    'cat': (('cat', 'cats'), ('kitten', 'kittens'), ('kitty', 'kitties')),
    'dog': (('dog', 'dogs'), ('puppy', 'puppies')),
    'bird': (('bird', 'birds'),),
    'fish': (('fish', 'fish'), ('fish', 'fishes')),
    'rabbit': (('rabbit', 'rabbits'), ('bunny', 'bunnies')),
    'balloon': (('balloon', 'balloons'),),
    'kite': (('kite', 'kites'),),
    'cake': (('cake', 'cakes'), ('birthday cake', 'birthday cakes')),
    'umbrella': (('umbrella', 'umbrellas'),),
    'ball': (('ball', 'balls'),),
    'book': (('book', 'books'), ('storybook', 'storybooks')),
    'bed': (('bed', 'beds'),),
    'table': (('table', 'tables'), ('desk', 'desks')),
    'school': (('school', 'schools'), ('schoolhouse', 'schoolhouses')),
    'hospital': (('hospital', 'hospitals'),),
    'park': (('park', 'parks'), ('playground', 'playgrounds')),
    'river': (('river', 'rivers'), ('stream', 'streams')),
    'bridge': (('bridge', 'bridges'),),
    'tent': (('tent', 'tents'),),
    'airplane': (('airplane', 'airplanes'), ('plane', 'planes'), ('aeroplane', 'aeroplanes')),
    'train': (('train', 'trains'),),
}

COLOURS = {
    'red': ('red', 'red', 'bright red'), 'orange': ('orange',), 'yellow': ('yellow', 'yellow', 'golden'), 'green': ('green',),
    'blue': ('blue',), 'purple': ('purple', 'purple', 'violet'), 'pink': ('pink',), 'brown': ('brown',), 'white': ('white',), 'black': ('black',),
}
COUNTS = {1: ('one', '1'), 2: ('two', 'two', '2'), 3: ('three', 'three', '3')}
MANY = ('some', 'a few', '')
PLACES = {
    'left': ('on the left', 'on the left side', 'at the bottom left'), 'middle': ('in the middle', 'in the center', 'in the centre'),
    'right': ('on the right', 'on the right side', 'at the bottom right'), 'top left': ('at the top left', 'in the top left corner', 'high up on the left'),
    'top': ('at the top', 'in the middle of the sky', 'high up in the middle'), 'top right': ('at the top right', 'in the top right corner', 'high up on the right'),
    'sky': ('in the sky', 'up in the sky', 'across the sky'),
}
LEVELS = {'sky': ('in the sky', 'up in the sky', 'above'), 'ground': ('on the ground', 'at the bottom', 'below')}
RELATIONS = {
    'under': ('{a} under {b}', '{a} below {b}', '{b} above {a}', '{a} beneath {b}', '{b} over {a}'),
    'beside': ('{a} beside {b}', '{a} next to {b}', '{a} by {b}', '{a} near {b}'),
    'left of': ('{a} to the left of {b}', '{b} to the right of {a}', '{a} on the left and {b} on the right'),
    'between': ('{a} between {b} and {c}',),
    'before': ('{a} in front of {b}', '{b} behind {a}'),
    'on': ('{a} on {b}', '{a} on {b}'),
    'by': ('{a} by {b}', '{a} at {b}', '{a} in front of {b}'),
}

TIMES = {'day': ('in the daytime', 'during the day', 'by day'), 'sunset': ('at sunset', 'in the evening', 'at dusk', 'under a sunset sky'),
         'night': ('at night', 'at night', 'on a dark night', 'in the night', 'under the night sky')}
WEATHERS = {'rain': ('in the rain', 'on a rainy {time}', 'while it rains'), 'snow': ('in the snow', 'on a snowy {time}', 'while it snows')}
SEASONS = {'spring': ('in spring', 'on a spring {time}', 'in springtime'), 'summer': ('in summer', 'on a summer {time}', 'in the summer'),
           'autumn': ('in autumn', 'on an autumn {time}', 'in fall'), 'winter': ('in winter', 'on a winter {time}', 'in the winter')}
HOURS = {'day': 'day', 'sunset': 'evening', 'night': 'night'}
MOODS = {'happy': ('happy', 'cheerful', 'joyful'), 'calm': ('calm', 'quiet', 'peaceful'), 'sad': ('sad', 'lonely', 'gloomy')}
MOOD_SENTENCES = {'happy': ('It was a happy {time}.', 'I was so happy!', 'We had so much fun.', 'What a joyful {time}!'),
                  'calm': ('It was a calm {time}.', 'It was so peaceful.', 'Everything was quiet.'),
                  'sad': ('It was a sad {time}.', 'I felt a little lonely.', 'I was sad.')}
BACKGROUNDS = {'field': ('outside', 'in a field', 'on the grass', 'outdoors'), 'room': ('in a room', 'inside', 'inside a room', 'in my room', 'indoors'),
               'paper': ('on plain paper', 'on white paper', 'on blank paper')}

FRAMES = ('{l}', '{l}', '{l}', '{l}', 'a drawing of {l}', 'a picture of {l}', 'there is {l}', 'there was {l}', 'I saw {l}', 'I drew {l}', 'draw {l}',
          'please draw {l}', 'please paint {l}', 'a crayon drawing of {l}', 'I want {l}', 'today I saw {l}', 'look, {l}', "a child's drawing of {l}",
          'show me {l}', 'paint {l}', 'can you draw {l}', 'a diary picture with {l}', 'we saw {l}')
ALSO = ('There was also {l}.', 'I saw {l} too.', 'And there was {l}.', 'I also drew {l}.')
OPENINGS = ('Today', 'Today', 'Dear diary, today')
WORN = ('{n} in {c}', '{n} in {c} clothes', '{n} wearing {c}')
LOOKS = ('cute', 'pretty', 'lovely', 'little')

# What things do in a diary; the verb fits one thing and many.
ACTS = {
    'sun': ('{a} shone brightly', '{a} came out'), 'moon': ('{a} came up', 'I looked at {a}'), 'star': ('{a} twinkled', 'I looked up at {a}'),
    'cloud': ('{a} floated by', '{a} drifted in the sky'), 'rainbow': ('{a} came out', 'I saw {a} in the sky'),
    'house': ('I visited {a}', 'I passed {a}'), 'tree': ('I sat by {a}', 'I planted {a}'), 'flower': ('{a} bloomed', 'I watered {a}'),
    'mountain': ('I went to see {a}', 'I climbed {a}'), 'sea': ('we went to {a}', 'we played at {a}'), 'boat': ('{a} sailed by', 'I rode in {a}'),
    'road': ('we walked along {a}',), 'car': ('{a} drove by', 'we went by in {a}'), 'bus': ('I took {a}', '{a} came'),
    'bicycle': ('I rode {a}', 'I learned to ride {a}'), 'person': ('I met {a}', '{a} said hello'), 'child': ('I played with {a}', '{a} smiled at me'),
    'family': ('I went out with {a}', '{a} had a good time'), 'cat': ('I played with {a}', '{a} sat down'), 'dog': ('I walked with {a}', 'I went for a walk with {a}'),
    'bird': ('{a} sang', '{a} came to visit'), 'fish': ('{a} swam', 'I watched {a}'), 'rabbit': ('{a} hopped', 'I fed {a}'),
    'balloon': ('I got {a}', 'I held {a}'), 'kite': ('I flew {a}', 'we flew {a}'), 'cake': ('we ate {a}', 'I got {a} for my birthday'),
    'umbrella': ('I took {a}', 'I opened {a}'), 'ball': ('I played with {a}', 'I kicked {a}'), 'book': ('I read {a}', 'we read {a}'),
    'bed': ('I slept in {a}', 'I lay down on {a}'), 'table': ('we sat at {a}', 'I cleaned {a}'), 'school': ('I went to {a}', 'I walked to {a}'),
    'hospital': ('I went to {a}', 'I was at {a}'), 'park': ('I played in {a}', 'we went to {a}'), 'river': ('we walked by {a}', 'I sat by {a}'),
    'bridge': ('we crossed {a}', 'I walked over {a}'), 'tent': ('we slept in {a}', 'we went camping with {a}'),
    'airplane': ('{a} flew by', 'I rode in {a}'), 'train': ('I took {a}', '{a} went by'),
}
JOINTS = ('and', 'with')
EXTRAS = ('rain', 'rains', 'raining', 'snow', 'snows', 'snowing', 'a', 'an', 'the', 'and', 'with', 'is', 'are', 'was', 'were', 'my', 'in', 'on', 'at', 'of')

EXAMPLES = (
    'a red house under a yellow sun', 'two cats beside a blue car', 'a rainbow over the sea and a white boat', 'a pink balloon at night with three stars',
    'I walked with a brown dog on a rainy day', 'a green tree between a yellow house and a red flower', 'three purple flowers in spring', 'a black cat in my room',
    'a snowy night with the moon and a little house', 'a sad autumn evening, one bird and a tree', 'an orange cat in front of a purple mountain',
    'Today we went to the sea. A blue boat sailed by. It was a happy day.',
)
