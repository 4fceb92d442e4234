"""Do law packs agree with themselves, with one another, and with how duties are judged?"""
